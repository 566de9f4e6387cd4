/**
 * JMH benchmarks of single parts. Each asserts what it measured. Run one with
 * {@code java -cp 'benchmarks/target/lib/*' org.openjdk.jmh.Main EngineBenchmark -prof gc}.
 */
package io.ringfence.benchmarks.jmh;
