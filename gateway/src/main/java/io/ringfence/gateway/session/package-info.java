/**
 * Who is connected: a session is one image of the request stream, from its Connect to its end. Sessions belong to the
 * ingress thread; a {@link io.ringfence.gateway.session.SessionLink} is the part that the egress thread serves.
 */
package io.ringfence.gateway.session;
