package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.CommandKind;
import java.time.Duration;
import java.time.Instant;

/** One line of a scenario. */
public sealed interface ScenarioStep {
    /** The number of the line, counted from 1. */
    int line();

    /**
     * A command or query.
     *
     * @param line its number
     * @param kind what it names
     * @param command the object without {@code expect}
     * @param expect what the reply must have; null when nothing is expected
     */
    record Command(int line, CommandKind kind, ObjectNode command, ObjectNode expect) implements ScenarioStep {}

    /**
     * The clock moves on.
     *
     * @param line its number
     * @param duration not negative
     */
    record Advance(int line, Duration duration) implements ScenarioStep {}

    /**
     * The clock moves to a time.
     *
     * @param line its number
     * @param time may be in the past of the clock, which is for the reader's user to refuse
     */
    record At(int line, Instant time) implements ScenarioStep {}
}
