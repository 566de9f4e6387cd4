/**
 * Money in, out and across: Deposit, Withdraw, Transfer and Adjust, which move balances of the ledger as far as the
 * player's locks and limits let them.
 */
package io.ringfence.engine.payment;
