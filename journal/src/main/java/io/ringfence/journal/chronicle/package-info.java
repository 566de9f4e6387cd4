/**
 * The writer, on Chronicle Queue; nothing outside this package knows that Chronicle exists.
 *
 * <p>Chronicle lays out the files, publishes excerpts and keeps their index. What it does not do is done here: forcing
 * through our own channel, rolling by size, making the next file ahead, noticing that Chronicle only logged an error.
 * {@code ChronicleJournal} stages and commits, {@code ExcerptWriter} holds the queue, {@code FileMaker} makes files.
 */
package io.ringfence.journal.chronicle;
