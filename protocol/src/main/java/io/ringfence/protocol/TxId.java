package io.ringfence.protocol;

/**
 * An id of 128 bits, never zero: of a command, a round, a target.
 *
 * @param high the first 8 bytes, most significant first
 * @param low the last 8 bytes
 */
public record TxId(long high, long low) {
    /** Refuses the id zero, which means "no id" wherever ids travel. */
    public TxId {
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("id is zero");
        }
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return Ids.hex(high, low);
    }
}
