/** {@code ringfence client}: JSON lines to a node over Aeron UDP, replies back in the order of the lines. */
package io.ringfence.client.cli;
