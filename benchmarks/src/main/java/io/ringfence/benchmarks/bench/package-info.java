/**
 * What {@code ringfence bench} measures: one class per figure, each states what it did and checks that it was
 * right.
 */
package io.ringfence.benchmarks.bench;
