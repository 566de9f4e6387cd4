package io.ringfence.testkit.reference;

/** What makes a command itself: the source it came from, its name, its id. */
record TransactionKey(int source, String kind, String txId) {}
