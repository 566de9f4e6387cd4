/**
 * The only place of the engine that knows the wire format: {@code CommandAdapter} decodes frames into plain fields,
 * {@code ReplyPublisher} encodes answers, {@code QueryAdapter} answers queries from the state.
 */
package io.ringfence.engine.codec;
