/**
 * The Java client: one session over Aeron UDP, on one thread, which the caller lends by calling
 * {@link io.ringfence.client.RingfenceClient#poll()}.
 *
 * <p>What was offered is kept until it is answered. When the node goes away the client connects again by itself and
 * sends what is unanswered once more, oldest first, with the same ids: the node's idempotency makes "sent twice" and
 * "sent once" the same. Every offered frame ends in one callback: its answer, or "unknown" at its deadline.
 */
package io.ringfence.client;
