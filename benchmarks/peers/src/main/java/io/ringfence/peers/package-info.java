/**
 * Other systems that move money, doing what Ringfence does in the same run: the same players, the same keys, done when
 * the last answer is there, balances checked. One process a measurement; one line of JSON on standard output.
 */
package io.ringfence.peers;
