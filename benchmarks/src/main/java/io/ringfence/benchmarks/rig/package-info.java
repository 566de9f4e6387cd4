/**
 * What every measurement here stands on: frames of commands, seeded traffic, the state it needs first, nodes as
 * processes with their files and ports, what stands before a real machine or journal, and a description of the computer
 * that goes with each figure.
 */
package io.ringfence.benchmarks.rig;
