package io.ringfence.engine.codec;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BatchDecoder;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.BetWinDecoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DefineCurrencyDecoder;
import io.ringfence.protocol.codec.DefineSourceDecoder;
import io.ringfence.protocol.codec.DefineWalletDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.EndRoundDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.ResettleDecoder;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;
import org.agrona.DirectBuffer;

/**
 * Decodes a command frame, which the gateway has checked, into the fields of a {@link Command}, defaults of the content
 * filled in where they do not depend on the state. Engine thread only.
 */
public final class CommandAdapter {
    private static final long QUIET_PERIOD_S_DEFAULT = 120;
    private static final long STUCK_AFTER_S_DEFAULT = 900;
    private static final long ROUND_IDLE_S_DEFAULT = 86_400;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DefineCurrencyDecoder defineCurrency = new DefineCurrencyDecoder();
    private final DefineWalletDecoder defineWallet = new DefineWalletDecoder();
    private final DefineSourceDecoder defineSource = new DefineSourceDecoder();
    private final OpenPlayerDecoder openPlayer = new OpenPlayerDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final TransferDecoder transfer = new TransferDecoder();
    private final BetDecoder bet = new BetDecoder();
    private final WinDecoder win = new WinDecoder();
    private final RollbackDecoder rollback = new RollbackDecoder();
    private final EndRoundDecoder endRound = new EndRoundDecoder();
    private final BetWinDecoder betWin = new BetWinDecoder();
    private final BatchDecoder batch = new BatchDecoder();
    private final ResettleDecoder resettle = new ResettleDecoder();
    private final PlayerAdapter players = new PlayerAdapter();
    private final ThingAdapter things = new ThingAdapter();

    /** The header of the frame read last. */
    public MessageHeaderDecoder header() {
        return header;
    }

    /**
     * Reads the header of a frame.
     *
     * @param buffer that holds the frame.
     * @param offset of the frame.
     * @return its template id.
     */
    public int templateId(final DirectBuffer buffer, final int offset) {
        return header.wrap(buffer, offset).templateId();
    }

    /**
     * Decodes the command behind the header that was read last.
     *
     * @param buffer that holds the frame.
     * @param offset of the frame.
     * @param command to be filled; its sequence and time are set already.
     */
    public void decode(final DirectBuffer buffer, final int offset, final Command command) {
        command.reset();
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        command.kind = header.templateId();
        command.correlationId = FrameLayout.correlationId(buffer, offset);
        command.txIdHigh = FrameLayout.txIdHigh(buffer, offset);
        command.txIdLow = FrameLayout.txIdLow(buffer, offset);
        command.originatedAtMs = FrameLayout.originatedAtMs(buffer, offset);
        command.source = FrameLayout.source(buffer, offset);
        final int blockLength = header.blockLength();
        final int version = header.version();
        switch (command.kind) {
            case TransferDecoder.TEMPLATE_ID -> decode(transfer.wrap(buffer, block, blockLength, version), command);
            case BetDecoder.TEMPLATE_ID -> decode(bet.wrap(buffer, block, blockLength, version), command);
            case WinDecoder.TEMPLATE_ID -> decode(win.wrap(buffer, block, blockLength, version), command);
            case DepositDecoder.TEMPLATE_ID -> decode(deposit.wrap(buffer, block, blockLength, version), command);
            case WithdrawDecoder.TEMPLATE_ID -> decode(withdraw.wrap(buffer, block, blockLength, version), command);
            case RollbackDecoder.TEMPLATE_ID -> decode(rollback.wrap(buffer, block, blockLength, version), command);
            case EndRoundDecoder.TEMPLATE_ID -> decode(endRound.wrap(buffer, block, blockLength, version), command);
            case OpenPlayerDecoder.TEMPLATE_ID ->
                command.player =
                        openPlayer.wrap(buffer, block, blockLength, version).player();
            case DefineCurrencyDecoder.TEMPLATE_ID -> {
                defineCurrency.wrap(buffer, block, blockLength, version);
                command.currency = defineCurrency.currency();
                command.option = defineCurrency.exponent();
            }
            case DefineWalletDecoder.TEMPLATE_ID -> {
                defineWallet.wrap(buffer, block, blockLength, version);
                command.wallet = defineWallet.wallet();
                command.option = defineWallet.kindRaw();
            }
            case DefineSourceDecoder.TEMPLATE_ID ->
                decode(defineSource.wrap(buffer, block, blockLength, version), command);
            case BetWinDecoder.TEMPLATE_ID -> decode(betWin.wrap(buffer, block, blockLength, version), command);
            case ResettleDecoder.TEMPLATE_ID -> decode(resettle.wrap(buffer, block, blockLength, version), command);
            case SetPlayerStatusDecoder.TEMPLATE_ID ->
                players.decodeStatus(buffer, block, blockLength, version, command);
            case SetLimitDecoder.TEMPLATE_ID -> players.decodeLimit(buffer, block, blockLength, version, command);
            case BatchDecoder.TEMPLATE_ID ->
                command.player = batch.wrap(buffer, block, blockLength, version).player();
            case AdjustDecoder.TEMPLATE_ID -> players.decodeAdjust(buffer, block, blockLength, version, command);
            default -> things.decode(buffer, block, blockLength, version, command);
        }
    }

    private static void decode(final TransferDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.wallet = decoder.fromWallet();
        command.toWallet = decoder.toWallet();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.toPlayer = decoder.toPlayer();
        if (!Command.isGiven(command.toPlayer)) {
            command.toPlayer = command.player;
        }
    }

    private static void decode(final BetDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.wallet = decoder.wallet();
        command.roundHigh = decoder.roundHigh();
        command.roundLow = decoder.roundLow();
        command.endRound = decoder.endRound() == BooleanType.TRUE;
        if (!command.hasRound()) {
            roundOwn(command);
        }
    }

    private static void decode(final WinDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.wallet = decoder.wallet();
        command.roundHigh = decoder.roundHigh();
        command.roundLow = decoder.roundLow();
        command.targetHigh = decoder.betTxIdHigh();
        command.targetLow = decoder.betTxIdLow();
        command.option = decoder.kindRaw();
        command.endRound = decoder.endRound() == BooleanType.TRUE;
        if (!command.hasRound() && !command.hasTarget() && command.isFreeWin()) {
            roundOwn(command);
        }
    }

    private static void decode(final BetWinDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.betAmount();
        command.winAmount = decoder.winAmount();
        command.minBalance = decoder.minBalance();
        command.wallet = decoder.wallet();
        command.roundHigh = decoder.roundHigh();
        command.roundLow = decoder.roundLow();
        command.endRound = decoder.endRound() == BooleanType.TRUE;
        command.detailHash = ContentHash.mix(0, command.winAmount, command.minBalance);
        if (!command.hasRound()) {
            roundOwn(command);
        }
    }

    private static void decode(final ResettleDecoder decoder, final Command command) {
        command.targetHigh = decoder.betTxIdHigh();
        command.targetLow = decoder.betTxIdLow();
        command.amount = decoder.payout();
        command.attempt = decoder.version();
        command.detailHash = StateHash.mix(0, command.attempt);
    }

    private static void decode(final DepositDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.wallet = decoder.wallet();
        command.option = decoder.settledRaw();
    }

    private static void decode(final WithdrawDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.currency = decoder.currency();
        command.amount = decoder.amount();
        command.wallet = decoder.wallet();
    }

    private static void decode(final RollbackDecoder decoder, final Command command) {
        command.targetHigh = decoder.targetTxIdHigh();
        command.targetLow = decoder.targetTxIdLow();
        command.player = decoder.player();
        command.amount = decoder.amount();
        command.targetOriginatedAtMs = decoder.targetOriginatedAt();
        command.option = decoder.targetKindRaw();
        if (!Command.isGiven(command.targetOriginatedAtMs)) {
            command.isTargetTimeDefaulted = true;
            command.targetOriginatedAtMs = command.originatedAtMs;
        }
    }

    private static void decode(final EndRoundDecoder decoder, final Command command) {
        command.player = decoder.player();
        command.roundHigh = decoder.roundHigh();
        command.roundLow = decoder.roundLow();
        command.option = decoder.actionRaw();
    }

    private static void decode(final DefineSourceDecoder decoder, final Command command) {
        command.quietPeriodSeconds = orDefault(decoder.quietPeriodSeconds(), QUIET_PERIOD_S_DEFAULT);
        command.stuckAfterSeconds = orDefault(decoder.stuckAfterSeconds(), STUCK_AFTER_S_DEFAULT);
        command.roundIdleSeconds = orDefault(decoder.roundIdleSeconds(), ROUND_IDLE_S_DEFAULT);
        command.lateWin = decoder.lateWinRaw();
        command.rollbackAfterSettle = decoder.rollbackAfterSettleRaw();
        command.negative = decoder.negativeRaw();
        final DirectBuffer buffer = decoder.buffer();
        final int start = decoder.limit() + DefineSourceDecoder.nameHeaderLength();
        final int end = start + decoder.nameLength();
        long hash = 0;
        for (int index = start; index < end; index++) {
            hash = StateHash.mix(hash, buffer.getByte(index));
        }
        hash = StateHash.mix(hash, command.quietPeriodSeconds);
        hash = StateHash.mix(hash, command.stuckAfterSeconds);
        hash = StateHash.mix(hash, command.roundIdleSeconds);
        command.detailHash =
                StateHash.mix(hash, command.lateWin | command.rollbackAfterSettle << 8 | command.negative << 16);
    }

    private static long orDefault(final long seconds, final long defaultSeconds) {
        return seconds == DefineSourceDecoder.quietPeriodSecondsNullValue() ? defaultSeconds : seconds;
    }

    private static void roundOwn(final Command command) {
        command.roundHigh = command.txIdHigh;
        command.roundLow = command.txIdLow;
    }
}
