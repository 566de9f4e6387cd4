package io.ringfence.node.counters;

import org.agrona.concurrent.status.CountersReader;

/**
 * Layout of the counters file: a header, then Agrona's counter metadata, then their values.
 *
 * <pre>
 *  0        8         12          16               24                64
 *  +--------+---------+-----------+----------------+-----------------+----------------+--------------+
 *  | magic  | version | metadata  | values length  | zero            | metadata       | values       |
 *  | int64  | int32   | length i32| int32, zero    |                 | 512 B each     | 128 B each   |
 *  +--------+---------+-----------+----------------+-----------------+----------------+--------------+
 * </pre>
 *
 * Little endian. The magic is written last, by a rename of the finished file.
 */
final class CountersDescriptor {
    static final long MAGIC = 0x5346_4E52_5443_4E52L;
    static final int VERSION = 1;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int METADATA_LENGTH_OFFSET = 12;
    static final int VALUES_LENGTH_OFFSET = 16;
    static final int HEADER_LENGTH = 64;

    /** Bound of the counters in a file. */
    static final int COUNTERS_MAX = 128;

    static final int METADATA_LENGTH = COUNTERS_MAX * CountersReader.METADATA_LENGTH;
    static final int VALUES_LENGTH = COUNTERS_MAX * CountersReader.COUNTER_LENGTH;
    static final int FILE_LENGTH = HEADER_LENGTH + METADATA_LENGTH + VALUES_LENGTH;

    /** Type id of all counters of the gateway; their labels tell them apart. */
    static final int GATEWAY_TYPE_ID = 1000;

    /** Name of the file in the data directory. */
    static final String FILE_NAME = "counters";

    private CountersDescriptor() {}
}
