package io.ringfence.node.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.gateway.ReplySource;
import io.ringfence.node.counters.NodeCounter;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.CreateCampaignEncoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final PipelineHarness harness = new PipelineHarness();
    private final UnsafeBuffer batch = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);

    @Test
    void shouldJournalThenApplyThenAnswerInOrder() {
        for (int i = 0; i < 5; i++) {
            assertTrue(harness.command(100 + i));
        }
        harness.pipeline.engineStage().doWork();
        assertEquals(List.of(), harness.machine.applied, "applied before journaled");
        harness.turn();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), harness.journal.appended);
        assertEquals(1, harness.journal.commits, "one commit per duty cycle");
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), harness.machine.applied);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), harness.replies);
        assertTrue(harness.pipeline.isDrained());
    }

    @Test
    void shouldLetTimeNeverFall() {
        harness.command(200);
        harness.command(150);
        harness.command(300);
        harness.turn();
        assertEquals(List.of(200L, 200L, 300L), harness.journal.timestamps);
    }

    @Test
    void shouldAnswerQueriesAndReadyRepliesInTheirPlaceWithoutASequence() {
        harness.command(1);
        harness.query();
        harness.reply(77);
        harness.command(2);
        harness.turn();
        assertEquals(List.of(1L, -1L, 77L, 2L), harness.replies);
        assertEquals(List.of(1L, 2L), harness.journal.appended);
    }

    @Test
    void shouldCommitNothingForQueriesAlone() {
        harness.query();
        harness.reply(1);
        harness.turn();
        assertEquals(0, harness.journal.commits);
        assertEquals(2, harness.replies.size());
    }

    @Test
    void shouldReleaseNothingOfACommitThatFails() {
        harness.command(1);
        harness.turn();
        harness.journal.failOnCommit = new IllegalStateException("force fails");
        harness.command(2);
        harness.query();
        assertThrows(
                IllegalStateException.class,
                () -> harness.pipeline.journalStage().doWork());
        harness.pipeline.engineStage().doWork();
        harness.egress();
        assertEquals(List.of(1L), harness.machine.applied);
        assertEquals(List.of(1L), harness.replies);
    }

    @Test
    void shouldReleaseNothingOfAnAppendThatFails() {
        harness.journal.failOnSequence = 2;
        harness.command(1);
        harness.command(2);
        assertThrows(
                IllegalStateException.class,
                () -> harness.pipeline.journalStage().doWork());
        harness.pipeline.engineStage().doWork();
        harness.egress();
        assertEquals(List.of(), harness.replies);
    }

    @Test
    void shouldReleaseNothingOfThePortionThatTheEngineFailedIn() {
        harness.machine.failOnSequence = EngineStage.PORTION_SLOTS_MAX + 2;
        for (int i = 0; i < PipelineHarness.SLOTS; i++) {
            harness.command(i);
        }
        harness.pipeline.journalStage().doWork();
        assertThrows(
                IllegalStateException.class,
                () -> harness.pipeline.engineStage().doWork());
        harness.egress();
        assertEquals(EngineStage.PORTION_SLOTS_MAX, harness.replies.size(), "the portion before was complete");
    }

    @Test
    void shouldRefuseWhenTheRingIsFullAndTakeAgainAfterEgress() {
        for (int i = 0; i < PipelineHarness.SLOTS; i++) {
            assertTrue(harness.command(i));
        }
        assertFalse(harness.command(99));
        assertFalse(harness.query());
        assertFalse(harness.reply(1));
        assertEquals(3, harness.counter(NodeCounter.RING_FULL));
        harness.pipeline.journalStage().doWork();
        harness.pipeline.engineStage().doWork();
        assertFalse(harness.command(99), "egress has not taken the answers");
        harness.egress();
        assertTrue(harness.command(99));
        harness.turn();
        assertEquals(PipelineHarness.SLOTS + 1L, harness.replies.get(PipelineHarness.SLOTS), "no sequence was lost");
    }

    @Test
    void shouldAnswerCommandsBusyWhileTheDiskIsShortOfRoom() {
        harness.command(1);
        harness.journal.isShortOfSpace = true;
        assertTrue(harness.command(2));
        assertTrue(harness.query());
        harness.pipeline.sink().onDutyCycle(3);
        final int[] outcomes = new int[3];
        final int[] count = {0};
        harness.pipeline.journalStage().doWork();
        harness.pipeline.engineStage().doWork();
        harness.pipeline
                .replySource()
                .poll(
                        (sessionId, buffer, offset, length) -> {
                            final ReplyDecoder reply = new ReplyDecoder();
                            final boolean isBusy = count[0] == 1;
                            if (isBusy) {
                                reply.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                                assertEquals(42, reply.correlationId());
                                assertEquals(0, reply.seq());
                            }
                            outcomes[count[0]++] = isBusy ? reply.outcomeRaw() : 0;
                        },
                        Integer.MAX_VALUE);
        assertEquals(3, count[0]);
        assertEquals(OutcomeCode.BUSY.value(), outcomes[1]);
        assertEquals(List.of(1L), harness.journal.appended, "what is answered BUSY is not journaled");
        assertEquals(List.of(1L), harness.machine.applied);
        assertEquals(1, harness.counter(NodeCounter.NO_SPACE));
        assertEquals(1, harness.counter(NodeCounter.SPACE_LOW));
        harness.journal.isShortOfSpace = false;
        harness.pipeline.sink().onDutyCycle(4);
        assertTrue(harness.command(5));
        harness.turn();
        assertEquals(List.of(1L, 2L), harness.journal.appended);
        assertEquals(0, harness.counter(NodeCounter.SPACE_LOW));
    }

    @Test
    void shouldTakeLargeAnswersFromThePoolAndSayBusyWhenItIsEmpty() {
        harness.machine.queryLength = 1000;
        harness.query();
        harness.query();
        harness.pipeline.journalStage().doWork();
        harness.pipeline.engineStage().doWork();
        final int[] seen = {0};
        harness.pipeline
                .replySource()
                .poll(
                        (sessionId, buffer, offset, length) -> {
                            if (seen[0]++ == 0) {
                                assertEquals(1000, length);
                                return;
                            }
                            final ReplyDecoder reply = new ReplyDecoder();
                            reply.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                            assertEquals(OutcomeCode.BUSY, reply.outcome());
                            assertEquals(42, FrameLayout.correlationId(buffer, offset));
                        },
                        10);
        assertEquals(2, seen[0]);
        assertEquals(1, harness.counter(NodeCounter.BUSY_REPLIES));
        harness.query();
        harness.turn();
        assertEquals(List.of(1000), harness.lengths, "the buffer came back");
    }

    @Test
    void shouldHandTheHashAtTheEndOfACommitToALaterBatch() {
        harness.command(1);
        harness.command(2);
        harness.query();
        harness.turn();
        harness.command(3);
        harness.turn();
        harness.command(4);
        harness.turn();
        assertEquals(List.of("2:2000", "3:3000"), harness.journal.proofs);
    }

    @Test
    void shouldNotProveWhatTheEngineHasNotReached() {
        harness.command(1);
        harness.pipeline.journalStage().doWork();
        harness.command(2);
        harness.pipeline.journalStage().doWork();
        assertEquals(List.of(), harness.journal.proofs);
        harness.pipeline.engineStage().doWork();
        harness.command(3);
        harness.pipeline.journalStage().doWork();
        assertEquals(List.of("1:1000"), harness.journal.proofs);
    }

    @Test
    void shouldPutATickInFrontOfWhatReachesTheDueTime() {
        harness.machine.dueNs = 100;
        harness.command(50);
        harness.turn();
        harness.command(100);
        harness.turn();
        assertEquals(List.of(1L, 2L, 3L), harness.journal.appended);
        assertEquals(List.of(1L, 3L), harness.replies, "the tick has sequence 2 and no answer");
        assertEquals(1, harness.counter(NodeCounter.TICKS));
    }

    @Test
    void shouldPutATickIntoSilenceAndOnlyOne() {
        harness.machine.dueNs = 100;
        harness.command(50);
        harness.turn();
        assertEquals(0, harness.pipeline.sink().onDutyCycle(99));
        assertEquals(1, harness.pipeline.sink().onDutyCycle(100));
        assertEquals(0, harness.pipeline.sink().onDutyCycle(101), "one is on its way");
        harness.turn();
        assertEquals(0, harness.pipeline.sink().onDutyCycle(102), "nothing is due any more");
        assertEquals(List.of(1L, 2L), harness.machine.applied);
    }

    @Test
    void shouldPutATickInFrontOfAQueryThatReachesTheDueTime() {
        harness.machine.dueNs = 100;
        harness.command(50);
        harness.turn();
        harness.machine.dueNs = Long.MAX_VALUE;
        harness.pipeline.sink().onDutyCycle(100);
        harness.query();
        harness.turn();
        assertEquals(List.of(1L, -2L), harness.replies, "the query saw the state after the tick");
    }

    @Test
    void shouldPutNoMoreThanOneTickIntoADutyCycle() {
        harness.machine.isDueForEver = true;
        harness.machine.dueNs = 100;
        harness.command(50);
        harness.turn();
        assertEquals(1, harness.pipeline.sink().onDutyCycle(100));
        harness.turn();
        harness.query();
        harness.command(100);
        harness.turn();
        assertEquals(1, harness.counter(NodeCounter.TICKS), "more is due, but no time has passed");
        assertEquals(1, harness.pipeline.sink().onDutyCycle(101));
        assertEquals(2, harness.counter(NodeCounter.TICKS));
    }

    @Test
    void shouldTakeLongInputsIntoThePoolAndRefuseWhenItIsEmpty() {
        final int length = FrameLayout.COMMAND_LENGTH_MAX;
        final UnsafeBuffer batch = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < PipelineHarness.LARGE_INPUTS; i++) {
            batch.putInt(length - 4, i);
            assertTrue(harness.command(1, batch, length));
        }
        assertFalse(harness.command(1, batch, length));
        assertEquals(1, harness.counter(NodeCounter.RING_FULL));
        assertTrue(harness.command(1), "what fits into a slot goes on");
        harness.pipeline.journalStage().doWork();
        assertFalse(harness.command(1, batch, length), "the engine still needs them");
        harness.pipeline.engineStage().doWork();
        for (int i = 0; i < PipelineHarness.LARGE_INPUTS; i++) {
            assertEquals(length, harness.journal.payloads.get(i).capacity());
            assertEquals(i, harness.journal.payloads.get(i).getInt(length - 4));
        }
        assertTrue(harness.command(1, batch, length));
        harness.turn();
        assertEquals(List.of(1L, 2L, 3L, 4L), harness.replies, "no sequence was lost");
    }

    @Test
    void shouldTakeNoBufferWhenTheRingIsFull() {
        final UnsafeBuffer batch = new UnsafeBuffer(new byte[1000]);
        for (int round = 0; round < 3; round++) {
            while (harness.command(1)) {
                // Until it is full.
            }
            for (int i = 0; i < 5; i++) {
                assertFalse(harness.command(1, batch, 1000));
            }
            harness.turn();
            assertTrue(harness.command(1, batch, 1000));
            assertTrue(harness.command(1, batch, 1000));
            harness.turn();
        }
    }

    @Test
    void shouldFillInASaltThatNobodyKnew() {
        final UnsafeBuffer campaign = new UnsafeBuffer(new byte[384]);
        final CreateCampaignEncoder encoder =
                new CreateCampaignEncoder().wrapAndApplyHeader(campaign, 0, new MessageHeaderEncoder());
        encoder.seed(5).saltHigh(77).saltLow(77).ref("");
        final int length = FrameLayout.HEADER_LENGTH + encoder.encodedLength();
        harness.command(1, campaign, length);
        harness.command(1, campaign, length);
        harness.command(1);
        harness.turn();
        final Set<Long> salts = new HashSet<>(List.of(0L, 77L));
        final CreateCampaignDecoder decoder = new CreateCampaignDecoder();
        for (int i = 0; i < 2; i++) {
            decoder.wrapAndApplyHeader(harness.journal.payloads.get(i), 0, new MessageHeaderDecoder());
            assertEquals(5, decoder.seed());
            assertTrue(salts.add(decoder.saltHigh()));
            assertTrue(salts.add(decoder.saltLow()));
        }
        assertEquals(
                harness.frame, new UnsafeBuffer(harness.journal.payloads.get(2), 0, 64), "others stay as they are");
    }

    @Test
    void shouldNotAllocateOnTheWayOfACommand() {
        harness.journal.isRecording = false;
        harness.machine.isRecording = false;
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long[] sum = {0};
        final ReplySource.ReplyHandler handler = (sessionId, buffer, offset, length) -> sum[0] += length;
        for (int round = 0; round < 20_000; round++) {
            round(handler, round);
        }
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 20_000; round++) {
            round(handler, round);
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1024, "allocated " + allocated + " bytes in 220,000 inputs");
    }

    private void round(final ReplySource.ReplyHandler handler, final long now) {
        for (int i = 0; i < 9; i++) {
            harness.command(now);
        }
        harness.command(now, batch, FrameLayout.COMMAND_LENGTH_MAX);
        harness.query();
        harness.pipeline.journalStage().doWork();
        harness.pipeline.engineStage().doWork();
        harness.pipeline.replySource().poll(handler, 64);
    }
}
