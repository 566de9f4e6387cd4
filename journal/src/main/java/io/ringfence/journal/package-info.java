/** Batches, commits, verification, watermark; records are opaque bytes. */
package io.ringfence.journal;
