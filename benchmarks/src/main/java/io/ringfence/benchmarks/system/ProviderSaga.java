package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.codec.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Transfers to and from a provider that loses, delays and repeats, over a real node; then the books, then an operator
 * who decides what stayed open, then the books again. One thread; single-use.
 */
public final class ProviderSaga {
    private static final int HEAP_MIB = 320;
    private static final long RESOLVE_ID_HIGH = 0x5245534F4C56455FL;

    private final SagaPlan plan;
    private final Desk desk;
    private final RingfenceClient client;
    private final ProviderLink provider;
    private final List<String> against = new ArrayList<>();

    private ProviderSaga(final SagaPlan plan, final Desk desk, final ProviderLink provider) {
        this.plan = plan;
        this.desk = desk;
        this.client = desk.client();
        this.provider = provider;
    }

    /** Plays it against a node and a provider of its own. What breaks it (no node, no answers) is an exception. */
    public static SagaVerdict run(final SagaPlan plan) throws IOException, InterruptedException {
        try (ServedNode node = ServedNode.launch(plan.engineLines(), HEAP_MIB);
                ProviderLink provider = ProviderLink.launch(plan.seed(), SagaPlan.START_THERE);
                Desk desk = new Desk(node.port(), "provider saga")) {
            return new ProviderSaga(plan, desk, provider).play();
        }
    }

    private SagaVerdict play() throws IOException {
        final Setup setup = new Setup(desk);
        setup.define();
        setup.defineProvider(SagaPlan.PROVIDER, SagaPlan.QUIET_SECONDS, SagaPlan.STUCK_SECONDS);
        setup.openPlayers(plan.players(), SagaPlan.START_HERE);
        setup.settle();
        final long startNs = System.nanoTime();
        final Connector connector = new Connector(plan, desk, provider);
        connector.run();
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        if (!connector.fault().isEmpty()) {
            against.add("an answer that no rule allows: " + connector.fault());
        }
        final Map<String, Passage> passages = connector.passages();
        final SagaBooks atRest = new SagaBooks(plan, desk, provider, passages).draw();
        against.addAll(atRest.against());
        resolve(atRest.openRows(), passages);
        final SagaBooks resolved = new SagaBooks(plan, desk, provider, passages).draw();
        resolved.against().forEach(reason -> against.add("after the operator: " + reason));
        if (resolved.open() != 0 || resolved.transit() != 0) {
            against.add("something is open after the operator decided everything");
        }
        return new SagaVerdict(
                plan,
                atRest.transfers(),
                connector.refused(),
                connector.timeouts(),
                connector.reports(),
                atRest.confirmed(),
                atRest.discrepancies(),
                atRest.open(),
                atRest.transit(),
                atRest.differing(),
                atRest.unexplained(),
                atRest.unexplainedMinor(),
                resolved.open(),
                seconds,
                List.copyOf(against));
    }

    /** What people do: ask the provider on the telephone, and decide with two names. */
    private void resolve(final Map<String, JsonNode> open, final Map<String, Passage> passages) throws IOException {
        long count = 0;
        for (final Map.Entry<String, JsonNode> row : open.entrySet()) {
            final Passage passage = passages.get(row.getKey());
            final long id = ++count;
            final long there = Math.abs(provider.ask(
                            ProviderRequest.audit(ProviderRequest.Op.ENTRY, row.getKey(), passage.player), answer -> {})
                    .amount());
            final String amount = row.getValue().path("amount").asText();
            final long actual = "ALL".equals(amount) ? there : Math.min(there, Long.parseLong(amount));
            final JsonNode reply = desk.ask(() -> {
                final var frame = client.resolveTransfer()
                        .txId(RESOLVE_ID_HIGH, id)
                        .transfer(passage.id.high(), passage.id.low())
                        .operator("night shift")
                        .approver("finance")
                        .reason("as the provider's statement says");
                return (there == 0
                                ? frame.verdict(Resolution.CANCEL)
                                : frame.verdict(Resolution.CONFIRM).actualAmount(actual))
                        .offer();
            });
            if (!"OK".equals(reply.path("outcome").asText())) {
                against.add("the operator was refused: " + reply);
            }
        }
    }
}
