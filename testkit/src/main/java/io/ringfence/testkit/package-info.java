/**
 * What tests, benches and the demo are fed with, and what they are judged by: commands that collide
 * ({@link io.ringfence.testkit.CommandGenerator}), scenario files that an integrator can read
 * ({@link io.ringfence.testkit.Scenarios}), a clock that a test moves, faults of files. Everything that is random comes
 * from a seed. Knows the protocol and nothing of the engine.
 */
package io.ringfence.testkit;
