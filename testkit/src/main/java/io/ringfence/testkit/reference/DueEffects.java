package io.ringfence.testkit.reference;

import java.util.Comparator;

/**
 * Everything that happens because time passes, all of it at once and in order of (due time, creation), before the
 * command or query whose time reaches it.
 */
final class DueEffects {
    private static final int ROUND_RANK = 0;
    private static final int HOLD_RANK = 1;
    private static final int OTHER_RANK = 2;

    /** Something that will happen; a round comes before a hold that the same command made. */
    private record Due(long dueNs, long creation, int rank, Runnable effect) {}

    private static final Comparator<Due> ORDER = Comparator.comparingLong(Due::dueNs)
            .thenComparingLong(Due::creation)
            .thenComparingInt(Due::rank);

    private final World world;
    private final HoldEndings endings;

    private Due earliest;

    DueEffects(final World world) {
        this.world = world;
        endings = new HoldEndings(world);
    }

    /** Brings everything up to this time. */
    void advanceTo(final long timeNs) {
        for (Due due = earliest(timeNs); due != null; due = earliest(timeNs)) {
            due.effect().run();
        }
        world.locks.advanceTo(timeNs);
        world.memory.ageTo(timeNs);
    }

    private Due earliest(final long timeNs) {
        earliest = null;
        world.memory.rounds.values().forEach(this::offerRound);
        world.memory.holds.values().forEach(this::offerHold);
        world.campaigns.values().forEach(this::offerCampaign);
        world.limits.pending.forEach(this::offerPending);
        return earliest == null || earliest.dueNs() > timeNs ? null : earliest;
    }

    private void offer(final Due due) {
        if (earliest == null || ORDER.compare(due, earliest) < 0) {
            earliest = due;
        }
    }

    /** The idle time that the round's source states now. */
    private void offerRound(final Round round) {
        if (round.isOpen()) {
            final long idleSeconds =
                    world.definitions.sources.get(round.key.source()).roundIdleSeconds();
            final long dueNs = round.touchedNs + idleSeconds * World.NS_PER_SECOND;
            // A policy that was shortened may name a time that has passed: the round ends when that became known.
            final long endsNs = Math.max(dueNs, world.timeNs);
            offer(new Due(dueNs, round.creation, ROUND_RANK, () -> endings.close(round, null, new Decision(), endsNs)));
        }
    }

    private void offerHold(final Hold hold) {
        if (hold.isOpen() && hold.expiresNs != null) {
            final long dueNs = hold.expiresNs;
            offer(new Due(
                    dueNs,
                    hold.creation,
                    HOLD_RANK,
                    () -> endings.endAlone(hold, Hold.State.EXPIRED, new Decision(), dueNs)));
        }
    }

    private void offerCampaign(final Campaign campaign) {
        if (!campaign.isEnded()) {
            offer(new Due(
                    campaign.closesNs,
                    campaign.creation,
                    OTHER_RANK,
                    () -> campaign.end(world.accounts, campaign.closesNs)));
        } else {
            final long dueNs = campaign.endedNs + world.config.idHorizonSeconds() * World.NS_PER_SECOND;
            offer(new Due(dueNs, campaign.creation, OTHER_RANK, () -> world.campaigns.remove(campaign.id)));
        }
    }

    private void offerPending(final Limits.Slot slot, final Limits.Pending pending) {
        offer(new Due(pending.dueNs(), pending.creation(), OTHER_RANK, () -> world.limits.apply(slot)));
    }
}
