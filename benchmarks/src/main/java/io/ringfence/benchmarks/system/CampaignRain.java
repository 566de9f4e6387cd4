package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.LangUtil;

/**
 * Red envelopes: a campaign with fewer shares than players, everybody claims at once, some twice, and the node dies in
 * the middle. One thread; single-use.
 */
public final class CampaignRain {
    private static final long CAMPAIGN_HIGH = 0x5241494E5F524544L;
    private static final long CLAIM_HIGH = 0x434C41494D5F4944L;
    private static final long OTHER_CLAIM_HIGH = 0x434C41494D5F3244L;
    private static final TxId CAMPAIGN = new TxId(CAMPAIGN_HIGH, 1);
    private static final int BURST = 512;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RainPlan plan;
    private final ServedNode node;
    private final Desk desk;
    private final RingfenceClient client;
    private final ClaimOrder order;
    private final ClaimRecord record;
    private final List<String> against = new ArrayList<>();
    private final long opensAtNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    private final long closesAtNs = opensAtNs + TimeUnit.HOURS.toNanos(1);
    private Thread restart;
    private volatile Throwable restartFailure;
    private long startNs;
    private long endNs;
    private long killNs;
    private long backNs;
    private int inFlightAtKill;
    private long checkedPlayers;

    private CampaignRain(final RainPlan plan, final ServedNode node, final Desk desk) {
        this.plan = plan;
        this.node = node;
        this.desk = desk;
        this.client = desk.client();
        this.order = new ClaimOrder(plan.seed(), plan.players());
        this.record = new ClaimRecord(plan.players(), plan.shares(), RainPlan.MIN_SHARE);
    }

    /** Plays it against a node of its own. What breaks it (no node, no answers) is an exception. */
    public static RainVerdict run(final RainPlan plan) throws IOException, InterruptedException {
        try (ServedNode node = ServedNode.launch(plan.engineLines(), plan.heapMiB());
                Desk desk = new Desk(node.port(), "campaign rain")) {
            return new CampaignRain(plan, node, desk).play();
        }
    }

    private RainVerdict play() throws InterruptedException {
        final Setup setup = new Setup(desk);
        setup.define();
        setup.openPlayers(plan.players(), 0);
        setup.settle();
        final String published = create();
        rain();
        check(record.claims() == plan.shares(), "not every share was claimed, or more than there are");
        check(record.claimedTwice() == 0, "something was claimed twice");
        check(record.unexpected() == 0, "unexpected answers, the first to " + record.firstUnexpected());
        check(record.contradictions() == 0, "answers to one player contradict each other");
        check(record.isSoldOutOnlyAfterTheLast(), "SOLD_OUT was said before the last share was claimed");
        check(record.answers() == order.count(), "claims without an answer");
        check(inFlightAtKill > 0 || plan.kills() == 0, "nothing was in flight at the kill");
        final long rest = campaign();
        trialBalance(rest);
        balances();
        split(published);
        return new RainVerdict(
                plan,
                record.claims(),
                record.oversold(),
                record.claimedTwice(),
                record.paid(),
                rest,
                record.answers(),
                record.soldOut(),
                record.alreadyClaimed(),
                record.repeats(),
                checkedPlayers,
                seconds(startNs, endNs),
                seconds(killNs, backNs),
                inFlightAtKill,
                List.copyOf(against));
    }

    private String create() {
        final ObjectNode reply = desk.ask(() -> client.createCampaign()
                .txId(CAMPAIGN_HIGH, 2)
                .campaign(CAMPAIGN.high(), CAMPAIGN.low())
                .currency(Setup.CURRENCY_CODE)
                .wallet(Setup.WALLET_CODE)
                .pot(plan.pot())
                .shares(plan.shares())
                .split(Split.LUCKY)
                .minShare(RainPlan.MIN_SHARE)
                .seed(plan.seed())
                .opensAt(opensAtNs)
                .closesAt(closesAtNs)
                .offer());
        if (!"OK".equals(reply.path("outcome").asText())) {
            throw new IllegalStateException("the campaign was refused: " + reply);
        }
        return reply.path("seedHash").asText();
    }

    private void rain() throws InterruptedException {
        startNs = System.nanoTime();
        endNs = startNs;
        int next = 0;
        while (next < order.count() || !desk.isSettled()) {
            final int burstEnd = Math.min(order.count(), next + BURST);
            while (next < burstEnd && offer(next)) {
                next++;
            }
            Desk.idle(desk.poll());
            if (restart == null && plan.kills() > 0 && record.claims() >= plan.shares() / 2) {
                kill();
            }
            if (restartFailure != null) {
                LangUtil.rethrowUnchecked(restartFailure);
            }
        }
        if (restart != null) {
            restart.join();
        }
    }

    private boolean offer(final int index) {
        final int player = order.player(index);
        final boolean isOtherId = order.isOtherId(index);
        return desk.tryOffer(
                () -> client.claimCampaign()
                        .txId(isOtherId ? OTHER_CLAIM_HIGH : CLAIM_HIGH, player)
                        .campaign(CAMPAIGN.high(), CAMPAIGN.low())
                        .player(player)
                        .offer(),
                (buffer, offset, length) -> {
                    endNs = System.nanoTime();
                    // What was on its way when the node died comes at once; the node is back after a pause.
                    backNs = killNs != 0 && endNs - killNs > 100 * MS && backNs == 0 ? endNs : backNs;
                    record.note(player, isOtherId, CommandAnswer.read(buffer, offset));
                });
    }

    private void kill() {
        inFlightAtKill = client.inFlight();
        killNs = System.nanoTime();
        restart = new Thread(
                () -> {
                    try {
                        node.killAndRestart();
                    } catch (final IOException | InterruptedException | IllegalStateException e) {
                        restartFailure = e;
                    }
                },
                "rain-restart");
        restart.start();
    }

    /** What the node says of the campaign; the rest. */
    private long campaign() {
        final JsonNode said = desk.ask(() ->
                client.getCampaign().campaign(CAMPAIGN.high(), CAMPAIGN.low()).offer());
        check("OPEN".equals(said.path("state").asText()), "the campaign is not open: " + said);
        check(said.path("claims").asLong() == record.claims(), "GetCampaign counts other claims: " + said);
        check(said.path("claimed").asLong() == record.paid(), "GetCampaign states another sum: " + said);
        final long rest = said.path("rest").asLong(-1);
        check(record.paid() + rest == plan.pot(), "paid and rest are not the pot");
        return rest;
    }

    private void trialBalance(final long rest) {
        final TrialBalance balance = TrialBalance.ask(desk);
        check(balance.isZero(), "the trial balance does not sum to zero");
        check(balance.of("PLAYERS") == record.paid(), "the players together have something else");
        check(balance.of("PROMO") == -plan.pot(), "PROMO did not pay the pot");
        check(balance.of("POT:" + CAMPAIGN) == rest, "the account of the pot is not its rest");
    }

    private void balances() {
        for (int i = 1; i <= plan.players(); i++) {
            final int player = i;
            desk.query(() -> client.getBalance().player(player).offer(), said -> {
                final JsonNode rows = said.path("balances");
                final long available = rows.path(0).path("available").asLong();
                final boolean isRight = "OK".equals(said.path("outcome").asText())
                        && rows.size() <= 1
                        && available == record.amount(player);
                checkedPlayers += isRight ? 1 : 0;
            });
        }
        desk.settle();
        check(checkedPlayers == plan.players(), "players have something else than they were told");
    }

    /** Ends the campaign, so that its seed is published, and draws the shares once more. */
    private void split(final String published) {
        final JsonNode closed = desk.ask(() -> client.controlCampaign()
                .txId(CAMPAIGN_HIGH, 3)
                .campaign(CAMPAIGN.high(), CAMPAIGN.low())
                .action(CampaignAction.CLOSE)
                .offer());
        final JsonNode said = desk.ask(() ->
                client.getCampaign().campaign(CAMPAIGN.high(), CAMPAIGN.low()).offer());
        check("OK".equals(closed.path("outcome").asText()), "the campaign could not be closed: " + closed);
        check("ENDED".equals(said.path("state").asText()), "the campaign is not ended: " + said);
        check(published.equals(said.path("seedHash").asText()), "the published hash changed");
        if (!said.has("salt")) {
            against.add("the salt is not published at the end");
            return;
        }
        final TxId salt = Ids.parse(said.path("salt").asText());
        final long seed = Long.parseUnsignedLong(said.path("seed").asText());
        final long[] shares = LuckyShares.of(
                plan.pot(), plan.shares(), RainPlan.MIN_SHARE, seed, new long[] {salt.high(), salt.low()});
        check(seed == plan.seed(), "another seed was published");
        check(Arrays.equals(shares, record.sharesInOrder()), "the shares are not those of the published seed");
    }

    private void check(final boolean holds, final String otherwise) {
        if (!holds) {
            against.add(otherwise);
        }
    }

    private static double seconds(final long fromNs, final long toNs) {
        return (toNs - fromNs) / 1e9;
    }
}
