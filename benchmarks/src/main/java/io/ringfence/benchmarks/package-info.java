/** Demo, load rig, fault rig, JMH, tests that need whole processes. */
package io.ringfence.benchmarks;
