/**
 * One typed writer per command and query: a thin, reusable flyweight that allocates nothing. A writer begins when it is
 * asked for, ends with {@code offer()}, and belongs to the thread of its client.
 */
package io.ringfence.client.command;
