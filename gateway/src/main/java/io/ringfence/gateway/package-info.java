/**
 * The door of the node: commands come in over Aeron UDP, answers go out. The node behind it is known by two interfaces
 * only.
 *
 * <pre>
 *  request stream 7001  ──►  IngressAgent ──► CommandSink ──► (ring, journal, engine)
 *                             │ sessions,                            │
 *                             │ checks, limits                       ▼
 *  response stream 7002 ◄──  EgressAgent  ◄────────────────── ReplySource
 * </pre>
 *
 * Everything that leaves, refusals and session events too, passes through the {@link io.ringfence.gateway.CommandSink},
 * so that the egress thread alone touches publications and the order of answers is the order of decisions. The two
 * agents run on one thread or on two; what they tell each other goes through bounded queues.
 *
 * <p>{@link io.ringfence.gateway.Gateway} wires the packages below; they know only the contracts of this one.
 */
package io.ringfence.gateway;
