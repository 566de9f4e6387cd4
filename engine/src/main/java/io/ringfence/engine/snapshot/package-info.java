/**
 * The whole state as bytes that do not depend on history: equal states are equal bytes.
 *
 * <pre>
 *   header    magic, version, rules version, sequence, time, state hash, length of the configuration
 *   Configure the configuration in force, as journaled
 *   header CRC32C
 *   section   name, version of its rows, cells a row, number of rows; CRC32C
 *             rows: cells of 8 bytes, little-endian, rows in ascending order of their cells;
 *                   CRC32C of the section so far after every 64 KiB and at the end
 *   ...       every section, in the order of the engine
 * </pre>
 *
 * <p>A row holds logical content alone. Where the table in memory holds the number of a row of another section, the
 * snapshot holds that row's position in its section, which comes earlier and is in a stated order itself. Lists,
 * indexes and counters are made anew when it is read, so that what follows is what the engine that wrote it would
 * have answered. A newer engine reads older snapshots: cells that a row does not have yet are zero, sections that are
 * not there yet are empty.
 */
package io.ringfence.engine.snapshot;
