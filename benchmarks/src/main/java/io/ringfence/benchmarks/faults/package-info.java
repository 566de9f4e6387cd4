/**
 * The fault rig: shows that a node loses nothing it has answered, whatever happens to its process and its disk, or says
 * exactly what is wrong, and shows that it would notice if that were not so.
 *
 * <pre>
 *   writer (real journal, real stages, real engine)      RecordingDisk ──► DiskShadow ──► image of a disk after a cut
 *      └── AnswerBook: every answer that was given                                              │
 *                                  verdict ◄── what came back, and every answer again ◄── RecoveryChild, or a node
 * </pre>
 *
 * A round is drawn from (seed, round) alone: policy, sizes, traffic, when the power is cut, what is left of each page.
 */
package io.ringfence.benchmarks.faults;
