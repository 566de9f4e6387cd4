/**
 * Campaigns, or red envelopes: a pot that is split into shares when it is made and paid out one share a claim
 * (docs/protocol.md).
 *
 * <pre>
 *   CreateCampaign  PROMO ─► pot, split by (seed, salt) into shares; the hash of both is published
 *   ClaimCampaign   pot ─► player: the next share, once a player, O(1)
 *   closesAt, CLOSE rest of the pot ─► PROMO
 *
 *   OPEN ◄── PAUSE, RESUME ──► PAUSED        either ── CLOSE, closesAt ──► ENDED
 * </pre>
 *
 * <p>Each pot is a cell of its campaign; the account POT of a currency in {@code Accounts} is the sum of them, so that
 * every posting is balanced there. Shares follow from the campaign's row, so they are an index, not state. When a
 * campaign is forgotten its shares return to the pool at once and its claims in bounded portions.
 */
package io.ringfence.engine.campaign;
