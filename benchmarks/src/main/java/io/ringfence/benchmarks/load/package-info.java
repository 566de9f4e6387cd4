/**
 * The load rig: commands at times that were fixed before, offered to one layer of the node at a time, and whether what
 * came of it counts. Latency is from when a command was due, so a layer that stalls cannot hide it by being asked less.
 */
package io.ringfence.benchmarks.load;
