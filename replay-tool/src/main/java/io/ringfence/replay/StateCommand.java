package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalReader;
import io.ringfence.replay.view.Lines;
import io.ringfence.replay.view.StateView;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay state}: the state after a sequence. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Applies the journal up to a sequence and prints trial balances, counts and hash.")
final class StateCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private JournalSource source;

    @Option(names = "--at", paramLabel = "SEQ", description = "Up to and with this sequence (the end).")
    private Long atSequence;

    @Option(names = "--player", paramLabel = "N", description = "The balances of this player too.")
    private Long player;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean isJson;

    StateCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        final long durable = source.endSequence();
        final long end = atSequence == null ? durable : Math.min(durable, atSequence);
        if (atSequence != null && (atSequence < 1 || atSequence > durable)) {
            throw new ReplayException(
                    ExitCode.USAGE, "--at " + atSequence + " is not in the journal, which is durable up to " + durable);
        }
        final WalletEngine engine = new WalletEngine();
        final StateView view = new StateView(engine);
        final JournalReplay replay = new JournalReplay(
                engine,
                (record, reply, length) ->
                        view.onApplied(record.buffer(), record.offset(), record.length(), reply, length),
                new Progress(err));
        try (JournalReader reader = source.open(1, end)) {
            replay.run(reader);
            source.checkReached(reader, end);
        }
        if (atSequence != null && engine.sequence() != atSequence) {
            throw new ReplayException(
                    ExitCode.USAGE,
                    "--at " + atSequence + " is not in the journal, which can be read up to " + engine.sequence());
        }
        final ObjectNode state = view.describe(player);
        if (isJson) {
            Lines.print(out, state, true);
        } else {
            StateView.print(out, state);
        }
        return ExitCode.OK;
    }
}
