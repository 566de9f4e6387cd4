package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.benchmarks.rig.Opening;
import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.ThingBounds;
import io.ringfence.engine.WalletEngine;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.Split;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One engine on which much falls due at once, again and again. Whatever is due is brought up as in a node: a tick in
 * front of each command, and nothing else. Each method makes one wave and returns the longest single apply in it, in
 * ns. One thread; a wave allocates nothing.
 */
final class WaveRun {
    /** How long ids are kept, so that every wave begins with an engine that has forgotten the last one. */
    private static final long HORIZON_S = 3_600;

    private static final long HORIZON_NS = TimeUnit.SECONDS.toNanos(HORIZON_S);
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_767_225_600L);
    private static final long NS_PER_COMMAND = 1_000;
    private static final long UNTIL_DUE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long SKEW_MS = 10;
    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();
    private static final long ID_HIGH = 0x57415645L;
    private static final long AMOUNT_MINOR = 100;
    private static final int POT_PER_SHARE = 1_000;
    private static final int SPARE_IDS = 1 << 20;

    private final WalletEngine engine = new WalletEngine();
    private final CommandFrames frames = new CommandFrames();
    private final WaveFrames waveFrames = new WaveFrames();
    private final UnsafeBuffer plain = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final SplittableRandom random;
    private final int size;
    private long sequence;
    private long timestampNs = START_NS;
    private long id;
    private long refusals;
    private long startedNs;
    private long spentNs;

    /**
     * An engine with its players opened.
     *
     * @param size holds, ids, shares of each wave, and players
     */
    WaveRun(final int size, final long seed) {
        this.size = size;
        random = new SplittableRandom(seed);
        apply(plain, config(size).encode(plain, 0));
        final Opening opening = new Opening(size);
        for (int i = 0; i < opening.count(); i++) {
            timestampNs += NS_PER_COMMAND;
            applyChecked(plain, opening.encode(i, plain, 0, nowMs()));
        }
        forgetAll();
    }

    private static EngineConfig config(final int size) {
        final EngineConfig base = EngineConfig.defaults();
        final ThingBounds things = base.things();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                2 * size,
                4 * size,
                8 * size + SPARE_IDS,
                8 * size + SPARE_IDS,
                base.betsPerRoundMax(),
                base.currenciesMax(),
                base.walletsMax(),
                base.sourcesMax(),
                HORIZON_S,
                SKEW_MS,
                new ThingBounds(
                        4 * size,
                        things.holdsPerPlayerMax(),
                        things.transfersMax(),
                        things.campaignsMax(),
                        4 * size,
                        things.locksMax(),
                        things.limitsMax()));
    }

    /** As many holds as the size expire in one nanosecond, while players play. */
    long expiry() {
        return expire(false);
    }

    /** The same, and a Batch comes into it. */
    long expiryWithBatch() {
        return expire(true);
    }

    private long expire(final boolean isBatchInside) {
        final long expiresAtNs = timestampNs + UNTIL_DUE_NS;
        for (int player = 1; player <= size; player++) {
            timestampNs += NS_PER_COMMAND;
            waveFrames.begin(ID_HIGH, ++id, nowMs());
            applyChecked(waveFrames.buffer(), waveFrames.placeHold(player, AMOUNT_MINOR, expiresAtNs));
        }
        timestampNs = expiresAtNs;
        final long longest = isBatchInside ? Math.max(batchInWave(), wave()) : wave();
        forgetAll();
        return longest;
    }

    private long batchInWave() {
        beginWave();
        timestampNs += NS_PER_COMMAND;
        waveFrames.begin(ID_HIGH, ++id, nowMs());
        return applyChecked(waveFrames.buffer(), waveFrames.batch(frames, 1, AMOUNT_MINOR));
    }

    /** As many ids as the size pass their horizon, while players play. */
    long eviction() {
        remember();
        final long longest = wave();
        forgetAll();
        return longest;
    }

    /** The same, and one of the ids that should have been forgotten comes again. */
    long evictionWithRepeat() {
        remember();
        final long lastId = id;
        beginWave();
        timestampNs += NS_PER_COMMAND;
        frames.begin(ID_HIGH, lastId, nowMs());
        final long repeat = applyChecked(plain, frames.deposit(plain, 0, 1, AMOUNT_MINOR));
        final long longest = Math.max(repeat, wave());
        forgetAll();
        return longest;
    }

    private void remember() {
        for (int i = 0; i < size; i++) {
            timestampNs += NS_PER_COMMAND;
            applyChecked(plain, deposit());
        }
        timestampNs += HORIZON_NS;
    }

    /** A campaign is made. */
    long open(final Split split) {
        beginWave();
        timestampNs += NS_PER_COMMAND;
        waveFrames.begin(ID_HIGH, ++id, nowMs());
        final long opening = applyChecked(
                waveFrames.buffer(),
                waveFrames.createCampaign(
                        split,
                        (long) size * POT_PER_SHARE,
                        size,
                        random.nextLong(),
                        timestampNs,
                        timestampNs + UNTIL_DUE_NS));
        spentNs = Math.max(spentNs, System.nanoTime() - startedNs);
        return opening;
    }

    /** Half of the shares are claimed, and then the campaign of the last {@link #open} is closed by a command. */
    long close() {
        final long campaign = claimHalf();
        beginWave();
        timestampNs += NS_PER_COMMAND;
        waveFrames.begin(ID_HIGH, ++id, nowMs());
        final long closing = applyChecked(waveFrames.buffer(), waveFrames.closeCampaign(campaign));
        final long longest = Math.max(closing, wave());
        forgetAll();
        return longest;
    }

    /** Half of the shares are claimed, and then its time comes; then it is forgotten with its claims. */
    long closeByTime() {
        claimHalf();
        timestampNs += UNTIL_DUE_NS;
        final long closing = wave();
        timestampNs += HORIZON_NS;
        return Math.max(closing, wave());
    }

    private long claimHalf() {
        final long campaign = id;
        for (int player = 1; player <= size / 2; player++) {
            timestampNs += NS_PER_COMMAND;
            waveFrames.begin(ID_HIGH, ++id, nowMs());
            applyChecked(waveFrames.buffer(), waveFrames.claimCampaign(player, campaign));
        }
        return campaign;
    }

    /** Ticks and commands until nothing is due; the longest of them. */
    private long wave() {
        beginWave();
        long longest = 0;
        while (engine.nextDueNs() <= timestampNs) {
            timestampNs += NS_PER_COMMAND;
            longest = Math.max(longest, apply(waveFrames.buffer(), waveFrames.tick()));
            timestampNs += NS_PER_COMMAND;
            longest = Math.max(longest, applyChecked(plain, command()));
        }
        spentNs = System.nanoTime() - startedNs;
        return longest;
    }

    private void beginWave() {
        startedNs = System.nanoTime();
    }

    /** What players do meanwhile: deposits, transfers and bets. */
    private int command() {
        final long player = 1L + random.nextInt(size);
        final int what = random.nextInt(3);
        if (what == 0) {
            return deposit();
        }
        frames.begin(ID_HIGH, ++id, nowMs());
        return what == 1 ? frames.transfer(plain, 0, player, true, 1) : frames.bet(plain, 0, player, 1);
    }

    private int deposit() {
        return frames.begin(ID_HIGH, ++id, nowMs()).deposit(plain, 0, 1L + random.nextInt(size), AMOUNT_MINOR);
    }

    /** Lets time pass until every id is forgotten. */
    private void forgetAll() {
        timestampNs += TimeUnit.DAYS.toNanos(1);
        do {
            timestampNs += HORIZON_NS;
            while (engine.nextDueNs() <= timestampNs) {
                apply(waveFrames.buffer(), waveFrames.tick());
            }
        } while (engine.nextDueNs() != Long.MAX_VALUE);
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(timestampNs);
    }

    private long applyChecked(final DirectBuffer buffer, final int length) {
        final long tookNs = apply(buffer, length);
        final int outcome = output.getByte(OUTCOME_OFFSET) & 0xFF;
        if (outcome != OutcomeCode.OK.value() && outcome != OutcomeCode.CLAIMED.value()) {
            refusals++;
        }
        return tookNs;
    }

    private long apply(final DirectBuffer buffer, final int length) {
        final long beforeNs = System.nanoTime();
        engine.apply(++sequence, timestampNs, buffer, 0, length, output);
        return System.nanoTime() - beforeNs;
    }

    /** How long the last wave took. */
    long spentNs() {
        return spentNs;
    }

    /** Commands that were refused. */
    long refusals() {
        return refusals;
    }

    /** Commands and ticks. */
    long sequence() {
        return sequence;
    }

    /** Scans the state. */
    void check() {
        engine.checkInvariants();
    }
}
