package io.ringfence.testkit.reference;

/** A round belongs to a source and a player. */
record RoundKey(int source, long player, String id) {}
