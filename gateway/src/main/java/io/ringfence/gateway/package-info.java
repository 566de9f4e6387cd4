/** Aeron ingress and egress, sessions, authentication. */
package io.ringfence.gateway;
