/**
 * What a player may do: locks that stand side by side, and limits with what was used of them (docs/protocol.md).
 *
 * <pre>
 *   Locks   rows in a list of their player, each until a journal time or for ever; the strictest counts
 *   Limits  rows in a list of their player: (currency, limit, period) -> value now, pending value
 *   Usages  one row for each (player, currency) that ever moved: sums of the current day, week and month
 * </pre>
 */
package io.ringfence.engine.player;
