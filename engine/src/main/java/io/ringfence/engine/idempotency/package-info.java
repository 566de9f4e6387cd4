/**
 * Every id has one outcome for ever: the log of remembered ids (docs/protocol.md).
 *
 * <pre>
 *   source 1:  oldest ──────── order of decision ───────► newest
 *   source 2:  oldest ────────────────────► newest
 *   forgotten when the number or the horizon is passed; an id that something open needs is passed over
 *   and forgotten when that ends; a source that remembers its share gives way to itself
 *
 *   per source: watermark = latest originatedAt or journal time of a forgotten id, plus the skew.
 *   An unknown key that is not younger is TOO_OLD: it may have happened, so it never happens now.
 * </pre>
 */
package io.ringfence.engine.idempotency;
