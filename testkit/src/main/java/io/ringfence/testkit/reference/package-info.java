/**
 * The reference ledger: what the protocol says, written down a second time in the plainest way.
 *
 * <p>The engine is fast and therefore may be wrong; this ledger is slow and meant to be read beside the protocol. It
 * shares no code with the engine: maps, lists and {@code BigInteger}, JSON in and JSON out. Tests send both the same
 * commands and compare every field of every answer.
 *
 * <pre>
 *  ReferenceLedger  known id? time? too old?  ── the order of refusals that all commands share
 *    ├ World          all there is to know: Definitions, Accounts, Limits, Locks, Memory, campaigns
 *    │   └ Memory     remembered ids with their rounds, holds, transfers; what is pinned, forgotten; watermarks
 *    ├ DueEffects     what time does, all at once and in order, before the command whose time reaches it
 *    ├ Remembering    what is kept of a decision, and what counts as the same command again
 *    ├ …Rules         one class for each family of commands: refuse, or do all of it
 *    │   ├ Reversals    nets of stakes and wins, taken back
 *    │   ├ HoldEndings  how holds end, and rounds with theirs
 *    │   └ ShareSplit   a pot, split to the unit
 *    ├ BatchRules     a picture of the world, put back when a command of a batch is refused
 *    ├ Queries        the questions
 *    └ Invariants     what must hold after every command, added up from scratch
 * </pre>
 */
package io.ringfence.testkit.reference;
