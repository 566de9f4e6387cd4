/**
 * The way in: polls the request stream, checks each frame before any decoder sees it, binds it to the session of its
 * image and offers it to the sink. When the sink is full the frame stays where it is (ABORT), Aeron's flow control
 * carries the back pressure to the clients, and nothing is lost or reordered.
 */
package io.ringfence.gateway.ingress;
