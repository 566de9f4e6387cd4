package io.ringfence.replay.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.protocol.json.UnknownCommandException;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks an engine what a client would ask it. One thread. */
final class EngineQueries implements Defaults {
    private final StateMachine engine;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);

    EngineQueries(final StateMachine engine) {
        this.engine = engine;
    }

    /** A query without fields, to be filled. */
    static ObjectNode query(final CommandKind kind) {
        return JsonNodeFactory.instance.objectNode().put("command", kind.commandName());
    }

    /** The answer to a query that is right by construction. */
    ObjectNode ask(final ObjectNode query) {
        try {
            final int length = CommandJson.encode(query, this, frame, 0);
            return ReplyJson.decode(reply, 0, engine.query(frame, 0, length, reply));
        } catch (final MalformedCommandException | UnknownCommandException ex) {
            throw new IllegalArgumentException("not a query: " + query, ex);
        }
    }

    @Override
    public int source() {
        return 1;
    }

    @Override
    public long nowMs() {
        return 0;
    }

    @Override
    public long correlationId() {
        return 0;
    }

    @Override
    public TxId txId() {
        throw new IllegalStateException("a query makes no id");
    }
}
