package io.ringfence.client.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.Split;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.Verdict;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinKind;
import io.ringfence.protocol.json.CommandJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandWritersTest {
    private static final long EUR = Codes.pack("EUR");
    private static final long CASH = Codes.pack("CASH");

    private final Outlet outlet = new Outlet();

    /** Keeps what is offered. */
    private static final class Outlet extends CommandWriters {
        private final List<UnsafeBuffer> frames = new ArrayList<>();
        private CommandWriters commands = batch().commands();

        private Outlet() {
            super(7);
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length) {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            frames.add(copy);
            return frames.size();
        }

        private UnsafeBuffer last() {
            return frames.get(frames.size() - 1);
        }

        private String lastJson() {
            return CommandJson.decode(last(), 0, last().capacity()).toString();
        }
    }

    @Test
    void shouldWriteFramesOfEveryKindThatPassTheFrameCheck() {
        offerSetup();
        offerPlay();
        offerLocksAndHolds();
        offerTransfers();
        offerCampaigns();
        offerBatch();
        offerQueries();
        final FrameCheck check = new FrameCheck();
        final Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
        for (final UnsafeBuffer frame : outlet.frames) {
            final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(frame, 0));
            final int expected = kind.isQuery() ? FrameCheck.QUERY : FrameCheck.COMMAND;
            assertEquals(expected, check.check(frame, 0, frame.capacity()), () -> kind + ": " + check.reason());
            assertEquals(7, FrameLayout.source(frame, 0));
            kinds.add(kind);
        }
        assertEquals(EnumSet.allOf(CommandKind.class), kinds);
    }

    @Test
    void shouldLeaveOutWhatIsNotSet() {
        outlet.transfer()
                .txId(0, 1)
                .originatedAt(0)
                .player(9)
                .fromWallet(CASH)
                .toWallet(CASH)
                .currency(EUR)
                .offer();
        assertTrue(outlet.lastJson().contains("\"amount\":\"ALL\""), outlet.lastJson());
        assertTrue(!outlet.lastJson().contains("toPlayer"), outlet.lastJson());
    }

    @Test
    void shouldForgetAnUnfinishedFrame() {
        outlet.bet()
                .txId(0, 1)
                .player(9)
                .currency(EUR)
                .ref("old")
                .report(1, 2, "game", "free")
                .wallet(CASH);
        outlet.bet()
                .txId(0, 2)
                .originatedAt(0)
                .player(9)
                .currency(EUR)
                .amount(1)
                .offer();
        final String json = outlet.lastJson();
        assertTrue(!json.contains("old") && !json.contains("game") && !json.contains("CASH"), json);
        outlet.bet()
                .txId(0, 3)
                .originatedAt(0)
                .player(9)
                .currency(EUR)
                .report(1, 2, "roulette", "")
                .offer();
        assertTrue(outlet.lastJson().contains("roulette"), outlet.lastJson());
    }

    @Test
    void shouldWriteABatchThatJsonReads() {
        offerBatch();
        final String json = outlet.lastJson();
        assertEquals(
                "{'command':'Batch','source':7,'txId':'00000000000000010000000000000028',"
                        + "'originatedAt':'1970-01-01T00:00:00.005Z','player':9,'commands':["
                        + "{'command':'Bet','txId':'00000000000000010000000000000029','player':9,'currency':'EUR',"
                        + "'amount':'5','endRound':false,'game':'g'},"
                        + "{'command':'ReleaseHold','source':8,'txId':'0000000000000001000000000000002a',"
                        + "'hold':'00000000000000030000000000000004'}],'ref':'night'}",
                json.replace('"', '\''));
        outlet.batch().player(9).txId(0, 1).originatedAt(5);
        outlet.batch().player(9).txId(0, 2).originatedAt(5).commands();
        assertEquals(1, inner(0));
        outlet.batch().txId(0, 3).originatedAt(5).player(9).offer();
        assertEquals(
                FrameCheck.MALFORMED,
                new FrameCheck().check(outlet.last(), 0, outlet.last().capacity()));
    }

    @Test
    void shouldFillABatchWithTheLongestCommandsAndNoMore() {
        final BatchWriter batch =
                outlet.batch().txId(1, 40).originatedAt(5).player(9).ref("r".repeat(64));
        for (int i = 1; i <= 16; i++) {
            assertEquals(i, inner(i));
        }
        assertEquals(BatchWriter.FULL, inner(17));
        batch.offer();
        final FrameCheck check = new FrameCheck();
        final UnsafeBuffer frame = outlet.last();
        assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()), check::reason);
        assertEquals(16, BatchLayout.count(frame, 0));
        assertTrue(frame.capacity() <= FrameLayout.COMMAND_LENGTH_MAX);
    }

    /** Adds to the batch that was begun last. */
    private long inner(final int id) {
        return outlet.commands
                .win()
                .txId(9, id + 1)
                .player(9)
                .currency(EUR)
                .amount(1)
                .report(1, 2, "g".repeat(32), "f".repeat(64))
                .ref("r".repeat(64))
                .offer();
    }

    private void offerSetup() {
        outlet.defineCurrency()
                .txId(1, 1)
                .originatedAt(5)
                .currency(EUR)
                .exponent(2)
                .offer();
        outlet.defineWallet()
                .txId(1, 2)
                .originatedAt(5)
                .wallet(CASH)
                .kind(WalletKind.CASH)
                .offer();
        outlet.defineSource()
                .txId(1, 3)
                .originatedAt(5)
                .lateWin(LateWin.ALLOW)
                .name("games")
                .offer();
        outlet.openPlayer().txId(1, 4).originatedAt(5).player(9).ref("hello").offer();
    }

    private void offerPlay() {
        outlet.deposit()
                .txId(1, 5)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .settled(true)
                .offer();
        outlet.withdraw()
                .txId(1, 6)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .wallet(CASH)
                .offer();
        outlet.transfer()
                .txId(1, 7)
                .originatedAt(5)
                .player(9)
                .fromWallet(CASH)
                .toWallet(CASH)
                .currency(EUR)
                .offer();
        outlet.bet()
                .txId(1, 8)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .round(3, 4)
                .endRound(true)
                .offer();
        outlet.win()
                .txId(1, 9)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .kind(WinKind.PROMO)
                .offer();
        outlet.rollback()
                .txId(1, 10)
                .originatedAt(5)
                .targetTxId(1, 8)
                .targetKind(TargetKind.BET)
                .offer();
        outlet.endRound()
                .txId(1, 11)
                .originatedAt(5)
                .player(9)
                .round(3, 4)
                .action(RoundAction.CLOSE)
                .offer();
    }

    private void offerLocksAndHolds() {
        outlet.setPlayerStatus()
                .txId(1, 20)
                .originatedAt(5)
                .player(9)
                .status(PlayerStatus.FROZEN)
                .until(7)
                .binding(true)
                .reason("asked")
                .offer();
        outlet.setLimit()
                .txId(1, 21)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(100)
                .limit(LimitKind.LOSS)
                .period(Period.WEEK)
                .offer();
        outlet.betWin()
                .txId(1, 22)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .betAmount(5)
                .winAmount(7)
                .offer();
        assertTrue(outlet.lastJson().contains("\"minBalance\":\"0\",\"endRound\":true"), outlet.lastJson());
        outlet.resettle()
                .txId(1, 23)
                .originatedAt(5)
                .betTxId(1, 8)
                .payout(5)
                .version(1)
                .offer();
        outlet.placeHold()
                .txId(1, 24)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(5)
                .purpose(HoldPurpose.SPORT_BET)
                .round(3, 4)
                .expiresAt(9)
                .offer();
        outlet.captureHold().txId(1, 25).originatedAt(5).hold(1, 24).amount(5).offer();
        assertTrue(outlet.lastJson().contains("\"final\":true"), outlet.lastJson());
        outlet.captureHold()
                .txId(1, 25)
                .originatedAt(5)
                .hold(1, 24)
                .amount(5)
                .last(false)
                .offer();
        outlet.releaseHold().txId(1, 26).originatedAt(5).hold(1, 24).offer();
    }

    private void offerTransfers() {
        outlet.beginTransfer()
                .txId(1, 27)
                .originatedAt(5)
                .player(9)
                .direction(TransferDirection.FROM_PROVIDER)
                .provider(2)
                .currency(EUR)
                .offer();
        assertTrue(outlet.lastJson().contains("\"amount\":\"ALL\""), outlet.lastJson());
        outlet.dispatchTransfer()
                .txId(1, 28)
                .originatedAt(5)
                .transfer(1, 27)
                .attempt(1)
                .offer();
        outlet.reportTransfer()
                .txId(1, 29)
                .originatedAt(5)
                .transfer(1, 27)
                .attempt(1)
                .verdict(Verdict.FOUND_OK)
                .actualAmount(5)
                .providerRef("p")
                .offer();
        outlet.cancelTransfer().txId(1, 30).originatedAt(5).transfer(1, 27).offer();
        outlet.resolveTransfer()
                .txId(1, 31)
                .originatedAt(5)
                .transfer(1, 27)
                .verdict(Resolution.CANCEL)
                .operator("ann")
                .approver("bob")
                .reason("called")
                .offer();
        assertTrue(!outlet.lastJson().contains("actualAmount"), outlet.lastJson());
    }

    private void offerCampaigns() {
        outlet.createCampaign()
                .txId(1, 32)
                .originatedAt(5)
                .campaign(5, 6)
                .currency(EUR)
                .pot(100)
                .shares(5)
                .split(Split.LUCKY)
                .minShare(1)
                .seed(-1)
                .opensAt(1)
                .closesAt(2)
                .offer();
        outlet.claimCampaign()
                .txId(1, 33)
                .originatedAt(5)
                .campaign(5, 6)
                .player(9)
                .offer();
        outlet.controlCampaign()
                .txId(1, 34)
                .originatedAt(5)
                .campaign(5, 6)
                .action(CampaignAction.CLOSE)
                .offer();
        outlet.adjust()
                .txId(1, 35)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(-5)
                .operator("ann")
                .approver("bob")
                .reason("mistake")
                .offer();
    }

    private void offerBatch() {
        final BatchWriter batch =
                outlet.batch().txId(1, 40).originatedAt(5).player(9).ref("night");
        final CommandWriters commands = batch.commands();
        outlet.commands = commands;
        assertEquals(
                1,
                commands.bet()
                        .txId(1, 41)
                        .player(9)
                        .currency(EUR)
                        .amount(5)
                        .report(Long.MIN_VALUE, Long.MIN_VALUE, "g", "")
                        .offer());
        assertEquals(2, commands.releaseHold().txId(1, 42).source(8).hold(3, 4).offer());
        batch.offer();
    }

    private void offerQueries() {
        outlet.getHold().hold(1, 24).offer();
        outlet.getTransfer().transfer(1, 27).offer();
        outlet.listTransfers().limit(10).offer();
        assertEquals("{\"command\":\"ListTransfers\",\"source\":7,\"limit\":10}", outlet.lastJson());
        outlet.listTransfers()
                .limit(10)
                .state(TransferState.UNKNOWN)
                .stuck(true)
                .after(1, 27)
                .offer();
        outlet.getCampaign().campaign(5, 6).offer();
        outlet.getPlayer().player(9).offer();
        outlet.getBalance().player(9).wallet(CASH).offer();
        outlet.getTransaction().txId(1, 8).kind(CommandKind.BET).offer();
        outlet.getRound().player(9).round(3, 4).offer();
        outlet.getTrialBalance().currency(EUR).offer();
        outlet.getStateHash().offer();
    }
}
