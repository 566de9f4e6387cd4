/**
 * The main job in a minute, with a verdict.
 *
 * <pre>
 *   DemoCommand ─► Conductor ─┬─ NodeProcess    a real node; killed and started again
 *                             ├─ LoadProcess ─► LoadClient: match night over Aeron UDP, keeps AnswerRecord
 *                             └─ JournalAudit   reads the journal again, replays it into a second engine
 *                                    └─► Verdict
 * </pre>
 *
 * <p>The verdict rests on what the client itself noted of every answer, never on what the node says of itself. The
 * saboteurs of {@link io.ringfence.benchmarks.demo.SabotagedNode} show that it can fail.
 */
package io.ringfence.benchmarks.demo;
