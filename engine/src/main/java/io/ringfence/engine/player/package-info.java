/**
 * What a player may do: locks that stand side by side, and limits with what was used of them (docs/protocol.md).
 *
 * <pre>
 *   Locks   rows in a list of their player, each until a journal time or for ever; the strictest counts
 *   Limits  one row a player and currency: each limit and period -> value now, pending value
 *   Usages  one row a player and currency: what was counted in the day, week and month of the last count
 * </pre>
 */
package io.ringfence.engine.player;
