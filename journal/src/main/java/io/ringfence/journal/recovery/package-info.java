/**
 * What happens between a stop and the next start: the raw files are read and judged before anything may write to them.
 *
 * <p>The watermark is the judge. What lies at or below it was promised to somebody: if any of it is missing or wrong,
 * the start is refused and nothing is touched. What a killed process leaves beyond it, a file half-made, an excerpt
 * never published, holds nothing that anybody was told, and is passed over.
 */
package io.ringfence.journal.recovery;
