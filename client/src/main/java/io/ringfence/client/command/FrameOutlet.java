package io.ringfence.client.command;

import org.agrona.DirectBuffer;

/** Takes whole frames. */
public interface FrameOutlet {
    /** Offers a frame; above 0 the correlation id it got, else a code that says why it was not taken. */
    long offer(DirectBuffer buffer, int offset, int length);
}
