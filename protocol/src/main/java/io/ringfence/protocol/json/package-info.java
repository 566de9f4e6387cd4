/**
 * Text in, frames out, and back: one JSON object for one command, query or reply, with the names of the schema. The
 * fields come from the table in {@link io.ringfence.protocol.CommandKind}. For command lines, dumps and tests;
 * nothing here is for a steady path. Needs Jackson, which the protocol module leaves to those who use this package.
 */
package io.ringfence.protocol.json;
