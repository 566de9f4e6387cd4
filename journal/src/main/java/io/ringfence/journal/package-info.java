/**
 * The journal: every input of a node, in order, safe on disk before anybody hears its outcome. It knows nothing of what
 * a record means.
 *
 * <pre>
 *   append ──► staging buffer ──► batch (one excerpt, one CRC32C) ──► commit (one force) ──► watermark
 *              records            closed by commit() or at the byte cap                      "durable up to here"
 *
 *   journal/20000101-0000V.cq4   cycle 0   | queue header | batch | batch | index | batch | ... | end mark
 *   journal/20000101-0005V.cq4   cycle 1   a cycle ends when it is full; its name is a counter, not a time
 * </pre>
 *
 * <p>{@link io.ringfence.journal.Journal} writes, {@link io.ringfence.journal.JournalReader} reads the raw files and
 * checks everything that the writer promised, {@link io.ringfence.journal.Watermark} says up to where the journal is
 * durable. {@code io.ringfence.journal.recovery} decides at start whether the files may be used;
 * {@code io.ringfence.journal.chronicle} is the only place that knows Chronicle Queue.
 */
package io.ringfence.journal;
