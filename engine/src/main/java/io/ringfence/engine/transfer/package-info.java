/**
 * External transfers: money on its way to or from a provider that keeps its own wallet (docs/protocol.md). The engine
 * decides; a connector does the input and output and reports. A transfer has one id for life, and doubt is a state, not
 * a reason to give the money back.
 *
 * <pre>
 *   TO_PROVIDER    available ─► TRANSIT      RESERVED ─┐ Dispatch            OK, FOUND_OK
 *   FROM_PROVIDER  nothing moves             INTENT ───┴─► DISPATCHED ─┬───────────────────► CONFIRMED
 *                                              │             ▲   │     │ UNKNOWN                TRANSIT ─► CLEARING, or
 *                                       Cancel │    Dispatch └───┴─ UNKNOWN                     CLEARING ─► available
 *                                              ▼                       │ REJECTED, FOUND_FAILED,
 *                                          CANCELLED ◄─────────────────┘ NOT_FOUND twice after the quiet period
 *                                          TRANSIT ─► available
 * </pre>
 *
 * <p>TRANSIT and CLEARING, the quiet period and the time after which a transfer is stuck are those of the provider's
 * source; the transfer itself belongs to the source that began it.
 */
package io.ringfence.engine.transfer;
