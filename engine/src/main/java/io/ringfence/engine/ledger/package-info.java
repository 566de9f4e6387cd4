/**
 * Double entry: who there is, in what they hold money, and every balance.
 *
 * <pre>
 *   Players     player number -> row, and the head of the list of the player's accounts
 *   Definitions currencies, wallets, sources with their policies, in order of definition
 *   Accounts    one table for player wallets, debts and system accounts; a posting is (row, amount)
 * </pre>
 *
 * <p>Each command's postings sum to zero; {@code Accounts} checks it at the end of every command.
 */
package io.ringfence.engine.ledger;
