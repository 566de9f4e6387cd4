package io.ringfence.testkit.match;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.BetEncoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DefineCurrencyEncoder;
import io.ringfence.protocol.codec.DefineSourceEncoder;
import io.ringfence.protocol.codec.DefineWalletEncoder;
import io.ringfence.protocol.codec.DepositEncoder;
import io.ringfence.protocol.codec.EndRoundEncoder;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.NegativePolicy;
import io.ringfence.protocol.codec.OpenPlayerEncoder;
import io.ringfence.protocol.codec.RollbackAfterSettle;
import io.ringfence.protocol.codec.RollbackEncoder;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.TransferEncoder;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinEncoder;
import io.ringfence.protocol.codec.WinKind;
import io.ringfence.protocol.codec.WithdrawEncoder;
import org.agrona.MutableDirectBuffer;

/** The commands of a match night as templates: names and flags are set, players, amounts and ids are not. */
final class MatchFrames {
    static final String CURRENCY_NAME = "USD";
    static final int CASINO = 1;
    static final int SPORTS = 2;

    private static final byte[] NO_REPORT = {};
    private static final long CURRENCY = Codes.pack(CURRENCY_NAME);
    private static final long CASH_WALLET = Codes.pack("CASH");
    private static final long SPORTS_WALLET = Codes.pack("SPORTS");

    final FrameTemplate openPlayer = new FrameTemplate(MatchFrames::openPlayer);
    final FrameTemplate deposit = new FrameTemplate(MatchFrames::deposit);
    final FrameTemplate withdraw = new FrameTemplate(MatchFrames::withdraw);
    final FrameTemplate toSports = new FrameTemplate(buffer -> transfer(buffer, CASH_WALLET, SPORTS_WALLET));
    final FrameTemplate toCash = new FrameTemplate(buffer -> transfer(buffer, SPORTS_WALLET, CASH_WALLET));
    final FrameTemplate casinoBet = new FrameTemplate(buffer -> bet(buffer, CASINO, Codes.NONE));
    final FrameTemplate sportsBet = new FrameTemplate(buffer -> bet(buffer, SPORTS, SPORTS_WALLET));
    final FrameTemplate casinoWin =
            new FrameTemplate(buffer -> win(buffer, CASINO, Codes.NONE, WinKind.NORMAL, BooleanType.TRUE));
    final FrameTemplate sportsWin =
            new FrameTemplate(buffer -> win(buffer, SPORTS, SPORTS_WALLET, WinKind.NORMAL, BooleanType.TRUE));
    final FrameTemplate openEndedWin =
            new FrameTemplate(buffer -> win(buffer, SPORTS, SPORTS_WALLET, WinKind.NORMAL, BooleanType.FALSE));
    final FrameTemplate cashOut =
            new FrameTemplate(buffer -> win(buffer, SPORTS, SPORTS_WALLET, WinKind.CASHOUT, BooleanType.TRUE));
    final FrameTemplate casinoRollback = new FrameTemplate(buffer -> rollback(buffer, CASINO));
    final FrameTemplate sportsRollback = new FrameTemplate(buffer -> rollback(buffer, SPORTS));
    final FrameTemplate endRound = new FrameTemplate(MatchFrames::endRound);

    /** What must be defined before players come, in order. */
    final FrameTemplate[] definitions = {
        new FrameTemplate(buffer -> defineSource(buffer, CASINO, "casino")),
        new FrameTemplate(buffer -> defineSource(buffer, SPORTS, "sportsbook")),
        new FrameTemplate(MatchFrames::defineCurrency),
        new FrameTemplate(buffer -> defineWallet(buffer, CASH_WALLET, WalletKind.CASH)),
        new FrameTemplate(buffer -> defineWallet(buffer, SPORTS_WALLET, WalletKind.GAME))
    };

    private static int defineSource(final MutableDirectBuffer buffer, final int source, final String name) {
        final DefineSourceEncoder encoder =
                new DefineSourceEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(source);
        encoder.quietPeriodSeconds(DefineSourceEncoder.quietPeriodSecondsNullValue());
        encoder.stuckAfterSeconds(DefineSourceEncoder.stuckAfterSecondsNullValue());
        encoder.roundIdleSeconds(DefineSourceEncoder.roundIdleSecondsNullValue());
        encoder.lateWin(LateWin.REJECT).rollbackAfterSettle(RollbackAfterSettle.REJECT);
        encoder.negative(NegativePolicy.REJECT).name(name).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int defineCurrency(final MutableDirectBuffer buffer) {
        final DefineCurrencyEncoder encoder =
                new DefineCurrencyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(CASINO);
        encoder.currency(CURRENCY).exponent((short) 2).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int defineWallet(final MutableDirectBuffer buffer, final long wallet, final WalletKind kind) {
        final DefineWalletEncoder encoder =
                new DefineWalletEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(CASINO);
        encoder.wallet(wallet).kind(kind).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int openPlayer(final MutableDirectBuffer buffer) {
        final OpenPlayerEncoder encoder =
                new OpenPlayerEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(CASINO);
        encoder.player(1).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int deposit(final MutableDirectBuffer buffer) {
        final DepositEncoder encoder = new DepositEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(CASINO);
        encoder.player(1)
                .currency(CURRENCY)
                .amount(1)
                .wallet(Codes.NONE)
                .settled(BooleanType.FALSE)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int withdraw(final MutableDirectBuffer buffer) {
        final WithdrawEncoder encoder = new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(CASINO);
        encoder.player(1).currency(CURRENCY).amount(1).wallet(Codes.NONE).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int transfer(final MutableDirectBuffer buffer, final long from, final long to) {
        final TransferEncoder encoder = new TransferEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(SPORTS);
        encoder.player(1).fromWallet(from).toWallet(to).currency(CURRENCY).amount(1);
        encoder.toPlayer(TransferEncoder.toPlayerNullValue()).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int bet(final MutableDirectBuffer buffer, final int source, final long wallet) {
        final BetEncoder encoder = new BetEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(source);
        encoder.player(1)
                .currency(CURRENCY)
                .amount(1)
                .wallet(wallet)
                .roundHigh(0)
                .roundLow(0);
        encoder.endRound(BooleanType.FALSE).ref("").putReport(NO_REPORT, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int win(
            final MutableDirectBuffer buffer,
            final int source,
            final long wallet,
            final WinKind kind,
            final BooleanType endRound) {
        final WinEncoder encoder = new WinEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(source);
        encoder.player(1)
                .currency(CURRENCY)
                .amount(0)
                .wallet(wallet)
                .roundHigh(0)
                .roundLow(0);
        encoder.betTxIdHigh(1)
                .betTxIdLow(1)
                .kind(kind)
                .endRound(endRound)
                .ref("")
                .putReport(NO_REPORT, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int rollback(final MutableDirectBuffer buffer, final int source) {
        final RollbackEncoder encoder = new RollbackEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(source);
        encoder.targetTxIdHigh(1).targetTxIdLow(1).player(1);
        encoder.amount(RollbackEncoder.amountNullValue());
        encoder.targetOriginatedAt(RollbackEncoder.targetOriginatedAtNullValue());
        encoder.targetKind(TargetKind.BET).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static int endRound(final MutableDirectBuffer buffer) {
        final EndRoundEncoder encoder = new EndRoundEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encoder.correlationId(0).txIdHigh(1).txIdLow(1).originatedAt(0).source(SPORTS);
        encoder.player(1).roundHigh(1).roundLow(1).action(RoundAction.CLOSE).ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
