package io.ringfence.protocol.json;

/**
 * Where a reply is not what was expected.
 *
 * @param path {@code balances[0].available}; empty for the reply as a whole
 * @param expected as JSON text
 * @param got as JSON text, "nothing" where there is none
 */
public record Mismatch(String path, String expected, String got) {}
