/** Scenario files on an engine in memory, with a clock that only moves when a line says so. */
package io.ringfence.replay.simulate;
