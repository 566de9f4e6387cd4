/**
 * What every table of state shares: rows of long cells, a hash that does not depend on history, and an index.
 *
 * <pre>
 *   row r of a table  =  cells[r * stride] ... cells[r * stride + stride - 1]
 *   state hash        =  sum over all tables of the strongly mixed hash of each live row
 * </pre>
 *
 * <p>A row is changed between {@code begin} and {@code end} of its table, which take its old hash out of the sum and
 * put its new hash in. Two states are equal when their sums are, whatever happened before.
 */
package io.ringfence.engine.state;
