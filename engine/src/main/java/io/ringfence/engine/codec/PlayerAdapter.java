package io.ringfence.engine.codec;

import io.ringfence.engine.command.Command;
import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import org.agrona.DirectBuffer;

/** Decodes the commands about a player's status, limits and corrections. Engine thread only. */
final class PlayerAdapter {
    private static final int REASON = 1;
    private static final int OPERATOR_APPROVER_REASON = 3;

    private final SetPlayerStatusDecoder setPlayerStatus = new SetPlayerStatusDecoder();
    private final SetLimitDecoder setLimit = new SetLimitDecoder();
    private final AdjustDecoder adjust = new AdjustDecoder();

    void decodeStatus(
            final DirectBuffer buffer,
            final int block,
            final int blockLength,
            final int version,
            final Command command) {
        setPlayerStatus.wrap(buffer, block, blockLength, version);
        command.player = setPlayerStatus.player();
        command.endsAtNs = setPlayerStatus.until();
        command.option = setPlayerStatus.statusRaw();
        command.flag = setPlayerStatus.binding() == BooleanType.TRUE;
        final long hash = ContentHash.mix(command.endsAtNs, command.option, command.flag ? 1 : 0);
        command.detailHash = ContentHash.mixTexts(hash, buffer, setPlayerStatus.limit(), REASON);
    }

    void decodeLimit(
            final DirectBuffer buffer,
            final int block,
            final int blockLength,
            final int version,
            final Command command) {
        setLimit.wrap(buffer, block, blockLength, version);
        command.player = setLimit.player();
        command.currency = setLimit.currency();
        command.amount = setLimit.amount();
        command.option = setLimit.limit_Raw();
        command.period = setLimit.periodRaw();
        command.detailHash = ContentHash.mix(0, command.option, command.period);
    }

    void decodeAdjust(
            final DirectBuffer buffer,
            final int block,
            final int blockLength,
            final int version,
            final Command command) {
        adjust.wrap(buffer, block, blockLength, version);
        command.player = adjust.player();
        command.currency = adjust.currency();
        command.amount = adjust.amount();
        command.wallet = adjust.wallet();
        command.isSameOperator = ContentHash.areEqual(buffer, adjust.limit());
        command.detailHash = ContentHash.mixTexts(0, buffer, adjust.limit(), OPERATOR_APPROVER_REASON);
    }
}
