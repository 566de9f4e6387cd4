/**
 * The operators' command line on a journal: one class per subcommand, read only, also beside a live node.
 *
 * <pre>
 *   ReplayCommand ──┬── InfoCommand      what is there
 *                   ├── VerifyCommand    is it whole, and does it lead to the state it says
 *                   ├── DumpCommand      record by record, as JSON
 *                   └── StateCommand     the balances after a sequence
 *                          │
 *   JournalSource (which files, up to where) ──► JournalReplay ──► StateMachine
 * </pre>
 *
 * Everything goes up to the watermark, which is what the node may have answered for; {@code --visible} goes on to
 * whatever can be read.
 */
package io.ringfence.replay;
