/**
 * Rounds, the bets and wins in them, and holds (docs/protocol.md).
 *
 * <pre>
 *   Rounds  (source, player, round) -> state, sums, who closed it
 *   Plays   one row for each remembered id of a round or hold, in a list of its round, oldest first
 *   Holds   open ones, and ended ones whose id is remembered; a SPORT_BET is a play of its round
 *
 *             first bet, hold, free win     EndRound, endRound, idle
 *   (nothing) ────────────────────► OPEN ─────────────────────────► CLOSED
 *                                     └──────────────────────────► CANCELLED
 *                                       all reversed, or VOID
 * </pre>
 *
 * <p>The ids of an open round are never forgotten; a round that has ended lives as long as one of its ids is
 * remembered.
 */
package io.ringfence.engine.gameplay;
