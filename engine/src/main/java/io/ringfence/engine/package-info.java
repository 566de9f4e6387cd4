/**
 * The deterministic wallet machine: a pure function of (state, sequence, time, command).
 *
 * <pre>
 *   frame ─► decode ─► known id? ─► time, age ─► validate ─► mutate ─► remember ─► answer
 *            codec     idempotency               ledger, gameplay      idempotency  codec
 * </pre>
 *
 * <p>{@link io.ringfence.engine.StateMachine} is the one entry point for every host. There is no clock, randomness,
 * input or output, thread, locale or hash order in here; an ArchUnit test refuses them.
 */
package io.ringfence.engine;
