/** Seeded workloads, reference ledger, scenario files, manual clock, byte-level faults. */
package io.ringfence.testkit;
