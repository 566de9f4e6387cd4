/**
 * Rounds and the bets and wins in them (docs/protocol.md).
 *
 * <pre>
 *   Rounds  (source, player, round) -> state, sums, who closed it
 *   Plays   one row for each remembered bet and win, in a list of its round, oldest first
 *
 *             first bet or free win        EndRound, endRound, idle
 *   (nothing) ────────────────────► OPEN ─────────────────────────► CLOSED
 *                                     └──────────────────────────► CANCELLED
 *                                       all reversed, or VOID
 * </pre>
 *
 * <p>The ids of an open round are never forgotten; a round that has ended lives as long as one of its ids is
 * remembered.
 */
package io.ringfence.engine.gameplay;
