package io.ringfence.benchmarks.load;

/**
 * What the rig saw of a load.
 *
 * @param sent commands
 * @param answered commands
 * @param targetPerSecond planned; 0 in a closed loop
 * @param sentPerSecond up to the last one that was planned
 * @param answeredPerSecond over the measured time
 * @param lateSends sent more than a millisecond after they were due
 * @param latestSendNs how late the latest was
 * @param backPressured offers that found no room
 * @param unexpected answers that were not what they had to be
 * @param firstUnexpected of those, for people
 * @param bytesPerCommand allocated by all threads of the rig's process, for each answer
 */
public record Played(
        long sent,
        long answered,
        double targetPerSecond,
        double sentPerSecond,
        double answeredPerSecond,
        long lateSends,
        long latestSendNs,
        long backPressured,
        long unexpected,
        String firstUnexpected,
        double bytesPerCommand) {}
