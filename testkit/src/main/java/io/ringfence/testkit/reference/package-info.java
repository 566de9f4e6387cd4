/**
 * The reference ledger: what the protocol says, written down a second time in the plainest way.
 *
 * <p>The engine is fast and therefore may be wrong; this ledger is slow and meant to be read beside the protocol. It
 * shares no code with the engine: maps, lists and {@code BigInteger}, JSON in and JSON out. Tests send both the same
 * commands and compare every field of every answer.
 *
 * <pre>
 *  ReferenceLedger   known id? time? too old?  ── the order of refusals that all commands share
 *    ├ Definitions   currencies, wallets, sources, players
 *    ├ Accounts      rows, debts and system sums
 *    ├ Memory        remembered ids, what is pinned, what is forgotten, watermarks
 *    ├ MoneyRules    Deposit, Withdraw, Transfer
 *    ├ RoundRules    Bet, Win, EndRound
 *    ├ RollbackRules Rollback
 *    └ Queries       the questions
 * </pre>
 */
package io.ringfence.testkit.reference;
