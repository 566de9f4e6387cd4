/**
 * Every id has one outcome for ever: the log of remembered ids (docs/protocol.md).
 *
 * <pre>
 *   oldest ──────────── order of decision ───────────► newest
 *   forgotten when the number or the horizon is passed; an id that an open round needs is passed over
 *   and forgotten when its round ends
 *
 *   per source: watermark = latest originatedAt or journal time of a forgotten id, plus the skew.
 *   An unknown key that is not younger is TOO_OLD: it may have happened, so it never happens now.
 * </pre>
 */
package io.ringfence.engine.idempotency;
