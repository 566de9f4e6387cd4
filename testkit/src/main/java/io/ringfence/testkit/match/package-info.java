/**
 * A match night: the traffic of a betting platform while a final is played, for demos and benches.
 *
 * <pre>
 *  match-2022-final.csv ─► RateCurve  how many commands are due, and in which phase the match is
 *                seed ─► MatchNight  the next frame of that phase: who bets, cashes out, wins, and what comes twice
 * </pre>
 */
package io.ringfence.testkit.match;
