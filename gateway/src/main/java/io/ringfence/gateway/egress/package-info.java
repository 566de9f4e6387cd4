/**
 * The way out: takes answers in the order in which they were decided and sends each to its session. It never waits for
 * a client: what the transport has no room for waits in a bounded queue per session, is tried again every duty cycle,
 * and a session of which nothing could be sent for a time is dropped.
 */
package io.ringfence.gateway.egress;
