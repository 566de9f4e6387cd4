/**
 * A node that notes beside its work what nobody sees from outside: its heap, and the longest steps of the thread that
 * journals and applies. Only for measurements of just that.
 */
package io.ringfence.benchmarks.watch;
