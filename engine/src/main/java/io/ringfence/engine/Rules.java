package io.ringfence.engine;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BeginTransferDecoder;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.BetWinDecoder;
import io.ringfence.protocol.codec.CancelTransferDecoder;
import io.ringfence.protocol.codec.CaptureHoldDecoder;
import io.ringfence.protocol.codec.ClaimCampaignDecoder;
import io.ringfence.protocol.codec.ControlCampaignDecoder;
import io.ringfence.protocol.codec.CreateCampaignDecoder;
import io.ringfence.protocol.codec.DefineCurrencyDecoder;
import io.ringfence.protocol.codec.DefineSourceDecoder;
import io.ringfence.protocol.codec.DefineWalletDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.DispatchTransferDecoder;
import io.ringfence.protocol.codec.EndRoundDecoder;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.ReleaseHoldDecoder;
import io.ringfence.protocol.codec.ReportTransferDecoder;
import io.ringfence.protocol.codec.ResettleDecoder;
import io.ringfence.protocol.codec.ResolveTransferDecoder;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;

/** The table of rules: which one decides a command whose id is new. Engine thread only. */
final class Rules {
    private final WalletState state;

    Rules(final WalletState state) {
        this.state = state;
    }

    /**
     * Validates a command and, when nothing refuses it, moves the state.
     *
     * @param command resolved.
     * @param answer to be filled.
     * @return the outcome.
     */
    Outcome decide(final Command command, final Answer answer) {
        return switch (command.kind) {
            case TransferDecoder.TEMPLATE_ID -> state.payments().transfer(command, answer);
            case BetDecoder.TEMPLATE_ID -> state.betting().bet(command, answer);
            case WinDecoder.TEMPLATE_ID -> state.betting().win(command, answer);
            case BetWinDecoder.TEMPLATE_ID -> state.betting().betWin(command, answer);
            case DepositDecoder.TEMPLATE_ID -> state.payments().deposit(command, answer);
            case WithdrawDecoder.TEMPLATE_ID -> state.payments().withdraw(command, answer);
            case RollbackDecoder.TEMPLATE_ID -> state.reversals().rollback(command, answer);
            case EndRoundDecoder.TEMPLATE_ID ->
                command.option == RoundAction.VOID.value()
                        ? state.reversals().voidRound(command, answer)
                        : state.betting().closeRound(command, answer);
            case ResettleDecoder.TEMPLATE_ID -> state.resettlement().resettle(command, answer);
            case PlaceHoldDecoder.TEMPLATE_ID -> state.holdRules().place(command, answer);
            case CaptureHoldDecoder.TEMPLATE_ID -> state.holdRules().capture(command, answer);
            case ReleaseHoldDecoder.TEMPLATE_ID -> state.holdRules().release(command, answer);
            default -> decideRare(command, answer);
        };
    }

    private Outcome decideRare(final Command command, final Answer answer) {
        return switch (command.kind) {
            case BeginTransferDecoder.TEMPLATE_ID -> state.transferRules().begin(command, answer);
            case DispatchTransferDecoder.TEMPLATE_ID -> state.transferRules().dispatch(command, answer);
            case ReportTransferDecoder.TEMPLATE_ID -> state.transferRules().report(command, answer);
            case CancelTransferDecoder.TEMPLATE_ID -> state.transferRules().cancel(command, answer);
            case ResolveTransferDecoder.TEMPLATE_ID -> state.transferRules().resolve(command, answer);
            case ClaimCampaignDecoder.TEMPLATE_ID -> state.campaignRules().claim(command, answer);
            case CreateCampaignDecoder.TEMPLATE_ID -> state.campaignRules().create(command, answer);
            case ControlCampaignDecoder.TEMPLATE_ID -> state.campaignRules().control(command, answer);
            case SetPlayerStatusDecoder.TEMPLATE_ID -> state.restrictions().setPlayerStatus(command);
            case SetLimitDecoder.TEMPLATE_ID -> state.restrictions().setLimit(command);
            case AdjustDecoder.TEMPLATE_ID -> state.payments().adjust(command, answer);
            case OpenPlayerDecoder.TEMPLATE_ID -> state.registry().openPlayer(command);
            case DefineCurrencyDecoder.TEMPLATE_ID -> state.registry().defineCurrency(command);
            case DefineWalletDecoder.TEMPLATE_ID -> state.registry().defineWallet(command);
            case DefineSourceDecoder.TEMPLATE_ID -> state.registry().checkSource(command);
            default -> throw new IllegalStateException("a journaled command has a known template");
        };
    }
}
