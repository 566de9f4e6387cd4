package io.ringfence.benchmarks.rig;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.BetEncoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DefineCurrencyEncoder;
import io.ringfence.protocol.codec.DefineSourceEncoder;
import io.ringfence.protocol.codec.DefineWalletEncoder;
import io.ringfence.protocol.codec.DepositEncoder;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.NegativePolicy;
import io.ringfence.protocol.codec.OpenPlayerEncoder;
import io.ringfence.protocol.codec.RollbackAfterSettle;
import io.ringfence.protocol.codec.TransferEncoder;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinEncoder;
import io.ringfence.protocol.codec.WinKind;
import org.agrona.MutableDirectBuffer;

/**
 * Writes frames of the commands that the measurements use: one source, one currency, two wallets. One thread; allocates
 * nothing. Ids have {@link #id} as their low half and the frame's kind of traffic as their high half.
 */
public final class CommandFrames {
    /** The one source. */
    public static final int SOURCE = 1;

    /** The one currency. */
    public static final long CURRENCY = Codes.pack("EUR");

    /** The central wallet, where money comes in. */
    public static final long CASH = Codes.pack("CASH");

    /** The wallet that bets are paid from. */
    public static final long SPORTS = Codes.pack("SPORTS");

    private static final byte[] EMPTY = new byte[0];

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DefineCurrencyEncoder defineCurrency = new DefineCurrencyEncoder();
    private final DefineWalletEncoder defineWallet = new DefineWalletEncoder();
    private final DefineSourceEncoder defineSource = new DefineSourceEncoder();
    private final OpenPlayerEncoder openPlayer = new OpenPlayerEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final TransferEncoder transfer = new TransferEncoder();
    private final BetEncoder bet = new BetEncoder();
    private final WinEncoder win = new WinEncoder();

    private long idHigh;
    private long id;
    private long originatedAtMs;

    /** The id and the time of the frame that is written next. */
    public CommandFrames begin(final long newIdHigh, final long newId, final long newOriginatedAtMs) {
        idHigh = newIdHigh;
        id = newId;
        originatedAtMs = newOriginatedAtMs;
        return this;
    }

    /** The low half of the id of the frame that is written next. */
    public long id() {
        return id;
    }

    /** Defines the currency. */
    public int defineCurrency(final MutableDirectBuffer buffer, final int offset) {
        defineCurrency
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .currency(CURRENCY)
                .exponent((short) 2)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + defineCurrency.encodedLength();
    }

    /** Defines a wallet. */
    public int defineWallet(
            final MutableDirectBuffer buffer, final int offset, final long wallet, final WalletKind kind) {
        defineWallet
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .wallet(wallet)
                .kind(kind)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + defineWallet.encodedLength();
    }

    /** Defines the source with default policies. */
    public int defineSource(final MutableDirectBuffer buffer, final int offset) {
        defineSource
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .quietPeriodSeconds(DefineSourceEncoder.quietPeriodSecondsNullValue())
                .stuckAfterSeconds(DefineSourceEncoder.stuckAfterSecondsNullValue())
                .roundIdleSeconds(DefineSourceEncoder.roundIdleSecondsNullValue())
                .lateWin(LateWin.REJECT)
                .rollbackAfterSettle(RollbackAfterSettle.REJECT)
                .negative(NegativePolicy.REJECT)
                .name("match night")
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + defineSource.encodedLength();
    }

    /** Opens a player. */
    public int openPlayer(final MutableDirectBuffer buffer, final int offset, final long player) {
        openPlayer
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .player(player)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + openPlayer.encodedLength();
    }

    /** Pays into the central wallet. */
    public int deposit(final MutableDirectBuffer buffer, final int offset, final long player, final long amountMinor) {
        return deposit(buffer, offset, player, CASH, amountMinor);
    }

    /** Pays into a wallet. */
    public int deposit(
            final MutableDirectBuffer buffer,
            final int offset,
            final long player,
            final long wallet,
            final long amountMinor) {
        deposit.wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .player(player)
                .currency(CURRENCY)
                .amount(amountMinor)
                .wallet(wallet)
                .settled(BooleanType.FALSE)
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + deposit.encodedLength();
    }

    /** Moves money between the two wallets of a player. */
    public int transfer(
            final MutableDirectBuffer buffer,
            final int offset,
            final long player,
            final boolean isToSports,
            final long amountMinor) {
        transfer.wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .player(player)
                .fromWallet(isToSports ? CASH : SPORTS)
                .toWallet(isToSports ? SPORTS : CASH)
                .currency(CURRENCY)
                .amount(amountMinor)
                .toPlayer(TransferEncoder.toPlayerNullValue())
                .ref("");
        return MessageHeaderEncoder.ENCODED_LENGTH + transfer.encodedLength();
    }

    /** Stakes from the central wallet in a round with the bet's own id. */
    public int bet(final MutableDirectBuffer buffer, final int offset, final long player, final long amountMinor) {
        bet.wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .player(player)
                .currency(CURRENCY)
                .amount(amountMinor)
                .wallet(CASH)
                .roundHigh(BetEncoder.roundHighNullValue())
                .roundLow(BetEncoder.roundLowNullValue())
                .endRound(BooleanType.FALSE)
                .ref("")
                .putReport(EMPTY, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + bet.encodedLength();
    }

    /** Pays a bet of {@link #bet} out and closes its round. */
    public int win(
            final MutableDirectBuffer buffer,
            final int offset,
            final long player,
            final long amountMinor,
            final long betIdHigh,
            final long betId) {
        win.wrapAndApplyHeader(buffer, offset, header)
                .correlationId(0)
                .txIdHigh(idHigh)
                .txIdLow(id)
                .originatedAt(originatedAtMs)
                .source(SOURCE)
                .player(player)
                .currency(CURRENCY)
                .amount(amountMinor)
                .wallet(CASH)
                .roundHigh(WinEncoder.roundHighNullValue())
                .roundLow(WinEncoder.roundLowNullValue())
                .betTxIdHigh(betIdHigh)
                .betTxIdLow(betId)
                .kind(WinKind.NORMAL)
                .endRound(BooleanType.TRUE)
                .ref("")
                .putReport(EMPTY, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + win.encodedLength();
    }
}
