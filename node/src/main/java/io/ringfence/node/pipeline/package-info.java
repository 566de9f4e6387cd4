/**
 * The way of one command through the node: slots of a ring, stages that each move one sequence over it.
 *
 * <pre>
 *  ingress ──► RingCommandSink ──► ring of Slots ──► JournalStage ──► EngineStage ──► RingReplySource ──► egress
 *  (gateway)   sequence, time      cursor            committed        applied         released            (gateway)
 *                  ▲                                                     │               │
 *                  └──────────── gated by what egress has released ◄────────────────────┘
 * </pre>
 *
 * <p>Each stage takes what the stage before it has let go, bounded by a named cap, and moves its own sequence only
 * after success. A throw moves nothing: the thread hands it to the {@link io.ringfence.node.failure.Terminator} and
 * ends. A {@link io.ringfence.node.pipeline.Profile} says which roles share a thread; nothing else differs between
 * profiles.
 */
package io.ringfence.node.pipeline;
