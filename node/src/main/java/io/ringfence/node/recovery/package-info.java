/**
 * From a data directory to the state it stands for: verifies the journal, replays it through the same {@code apply}
 * that serves, and meets every state proof on the way.
 */
package io.ringfence.node.recovery;
