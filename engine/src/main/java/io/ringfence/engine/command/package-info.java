/**
 * One command on its way through the engine: what it asks ({@code Command}) and what is answered ({@code Answer}), as
 * plain fields that are filled anew for each command. The codecs stay in {@code engine.codec}; the rules see only
 * these.
 */
package io.ringfence.engine.command;
