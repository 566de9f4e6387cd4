/**
 * What travels: the names, numbers and layouts that every other module agrees on.
 *
 * <pre>
 *   ringfence-protocol.xml ──SBE──► codec (generated)
 *                                     │
 *        Codes, Ids, Outcome          ▼
 *              │                 CommandKind: one entry per command, with its fields
 *              ▼                   │                    │
 *        FrameLayout ────────► FrameCheck              json (text in, frame out, and back)
 * </pre>
 *
 * The schema only grows: fields, groups and var data are appended and numbers are never used again. A frame of another
 * version is refused today, because there has been only one; the first appended field adds its version to
 * {@link io.ringfence.protocol.FieldDescriptor}, and {@link io.ringfence.protocol.FrameCheck} then knows the block
 * length of each version. Frames in a journal are never rewritten: decoders get block length and version from the
 * header of the frame, and give the null value for what it did not have yet.
 */
package io.ringfence.protocol;
