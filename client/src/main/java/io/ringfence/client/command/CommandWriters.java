package io.ringfence.client.command;

/** An outlet with one writer of every kind. Client thread only. */
public abstract class CommandWriters implements FrameOutlet {
    private final int source;
    private final DefineCurrencyWriter defineCurrency;
    private final DefineWalletWriter defineWallet;
    private final DefineSourceWriter defineSource;
    private final OpenPlayerWriter openPlayer;
    private final DepositWriter deposit;
    private final WithdrawWriter withdraw;
    private final TransferWriter transfer;
    private final BetWriter bet;
    private final WinWriter win;
    private final RollbackWriter rollback;
    private final EndRoundWriter endRound;
    private final SetPlayerStatusWriter setPlayerStatus;
    private final SetLimitWriter setLimit;
    private final BetWinWriter betWin;
    private final ResettleWriter resettle;
    private final PlaceHoldWriter placeHold;
    private final CaptureHoldWriter captureHold;
    private final ReleaseHoldWriter releaseHold;
    private final BeginTransferWriter beginTransfer;
    private final DispatchTransferWriter dispatchTransfer;
    private final ReportTransferWriter reportTransfer;
    private final CancelTransferWriter cancelTransfer;
    private final ResolveTransferWriter resolveTransfer;
    private final CreateCampaignWriter createCampaign;
    private final ClaimCampaignWriter claimCampaign;
    private final ControlCampaignWriter controlCampaign;
    private final AdjustWriter adjust;
    private final BatchWriter batch;
    private final GetPlayerWriter getPlayer;
    private final GetBalanceWriter getBalance;
    private final GetTransactionWriter getTransaction;
    private final GetRoundWriter getRound;
    private final GetHoldWriter getHold;
    private final GetTransferWriter getTransfer;
    private final ListTransfersWriter listTransfers;
    private final GetCampaignWriter getCampaign;
    private final GetTrialBalanceWriter getTrialBalance;
    private final GetStateHashWriter getStateHash;

    /** Commands that name no source get this one. */
    protected CommandWriters(final int source) {
        this.source = source;
        this.defineCurrency = new DefineCurrencyWriter(this);
        this.defineWallet = new DefineWalletWriter(this);
        this.defineSource = new DefineSourceWriter(this);
        this.openPlayer = new OpenPlayerWriter(this);
        this.deposit = new DepositWriter(this);
        this.withdraw = new WithdrawWriter(this);
        this.transfer = new TransferWriter(this);
        this.bet = new BetWriter(this);
        this.win = new WinWriter(this);
        this.rollback = new RollbackWriter(this);
        this.endRound = new EndRoundWriter(this);
        this.setPlayerStatus = new SetPlayerStatusWriter(this);
        this.setLimit = new SetLimitWriter(this);
        this.betWin = new BetWinWriter(this);
        this.resettle = new ResettleWriter(this);
        this.placeHold = new PlaceHoldWriter(this);
        this.captureHold = new CaptureHoldWriter(this);
        this.releaseHold = new ReleaseHoldWriter(this);
        this.beginTransfer = new BeginTransferWriter(this);
        this.dispatchTransfer = new DispatchTransferWriter(this);
        this.reportTransfer = new ReportTransferWriter(this);
        this.cancelTransfer = new CancelTransferWriter(this);
        this.resolveTransfer = new ResolveTransferWriter(this);
        this.createCampaign = new CreateCampaignWriter(this);
        this.claimCampaign = new ClaimCampaignWriter(this);
        this.controlCampaign = new ControlCampaignWriter(this);
        this.adjust = new AdjustWriter(this);
        this.batch = new BatchWriter(this);
        this.getPlayer = new GetPlayerWriter(this);
        this.getBalance = new GetBalanceWriter(this);
        this.getTransaction = new GetTransactionWriter(this);
        this.getRound = new GetRoundWriter(this);
        this.getHold = new GetHoldWriter(this);
        this.getTransfer = new GetTransferWriter(this);
        this.listTransfers = new ListTransfersWriter(this);
        this.getCampaign = new GetCampaignWriter(this);
        this.getTrialBalance = new GetTrialBalanceWriter(this);
        this.getStateHash = new GetStateHashWriter(this);
    }

    /** Begins a DefineCurrency; unfinished ones are forgotten. */
    public final DefineCurrencyWriter defineCurrency() {
        return defineCurrency.begin(source);
    }

    /** Begins a DefineWallet; unfinished ones are forgotten. */
    public final DefineWalletWriter defineWallet() {
        return defineWallet.begin(source);
    }

    /** Begins a DefineSource; unfinished ones are forgotten. */
    public final DefineSourceWriter defineSource() {
        return defineSource.begin(source);
    }

    /** Begins a OpenPlayer; unfinished ones are forgotten. */
    public final OpenPlayerWriter openPlayer() {
        return openPlayer.begin(source);
    }

    /** Begins a Deposit; unfinished ones are forgotten. */
    public final DepositWriter deposit() {
        return deposit.begin(source);
    }

    /** Begins a Withdraw; unfinished ones are forgotten. */
    public final WithdrawWriter withdraw() {
        return withdraw.begin(source);
    }

    /** Begins a Transfer; unfinished ones are forgotten. */
    public final TransferWriter transfer() {
        return transfer.begin(source);
    }

    /** Begins a Bet; unfinished ones are forgotten. */
    public final BetWriter bet() {
        return bet.begin(source);
    }

    /** Begins a Win; unfinished ones are forgotten. */
    public final WinWriter win() {
        return win.begin(source);
    }

    /** Begins a Rollback; unfinished ones are forgotten. */
    public final RollbackWriter rollback() {
        return rollback.begin(source);
    }

    /** Begins a EndRound; unfinished ones are forgotten. */
    public final EndRoundWriter endRound() {
        return endRound.begin(source);
    }

    /** Begins a SetPlayerStatus; unfinished ones are forgotten. */
    public final SetPlayerStatusWriter setPlayerStatus() {
        return setPlayerStatus.begin(source);
    }

    /** Begins a SetLimit; unfinished ones are forgotten. */
    public final SetLimitWriter setLimit() {
        return setLimit.begin(source);
    }

    /** Begins a BetWin; unfinished ones are forgotten. */
    public final BetWinWriter betWin() {
        return betWin.begin(source);
    }

    /** Begins a Resettle; unfinished ones are forgotten. */
    public final ResettleWriter resettle() {
        return resettle.begin(source);
    }

    /** Begins a PlaceHold; unfinished ones are forgotten. */
    public final PlaceHoldWriter placeHold() {
        return placeHold.begin(source);
    }

    /** Begins a CaptureHold; unfinished ones are forgotten. */
    public final CaptureHoldWriter captureHold() {
        return captureHold.begin(source);
    }

    /** Begins a ReleaseHold; unfinished ones are forgotten. */
    public final ReleaseHoldWriter releaseHold() {
        return releaseHold.begin(source);
    }

    /** Begins a BeginTransfer; unfinished ones are forgotten. */
    public final BeginTransferWriter beginTransfer() {
        return beginTransfer.begin(source);
    }

    /** Begins a DispatchTransfer; unfinished ones are forgotten. */
    public final DispatchTransferWriter dispatchTransfer() {
        return dispatchTransfer.begin(source);
    }

    /** Begins a ReportTransfer; unfinished ones are forgotten. */
    public final ReportTransferWriter reportTransfer() {
        return reportTransfer.begin(source);
    }

    /** Begins a CancelTransfer; unfinished ones are forgotten. */
    public final CancelTransferWriter cancelTransfer() {
        return cancelTransfer.begin(source);
    }

    /** Begins a ResolveTransfer; unfinished ones are forgotten. */
    public final ResolveTransferWriter resolveTransfer() {
        return resolveTransfer.begin(source);
    }

    /** Begins a CreateCampaign; unfinished ones are forgotten. */
    public final CreateCampaignWriter createCampaign() {
        return createCampaign.begin(source);
    }

    /** Begins a ClaimCampaign; unfinished ones are forgotten. */
    public final ClaimCampaignWriter claimCampaign() {
        return claimCampaign.begin(source);
    }

    /** Begins a ControlCampaign; unfinished ones are forgotten. */
    public final ControlCampaignWriter controlCampaign() {
        return controlCampaign.begin(source);
    }

    /** Begins an Adjust; unfinished ones are forgotten. */
    public final AdjustWriter adjust() {
        return adjust.begin(source);
    }

    /** Begins a Batch; unfinished ones are forgotten. */
    public final BatchWriter batch() {
        return batch.begin(source);
    }

    /** Begins a GetPlayer; unfinished ones are forgotten. */
    public final GetPlayerWriter getPlayer() {
        return getPlayer.begin(source);
    }

    /** Begins a GetBalance; unfinished ones are forgotten. */
    public final GetBalanceWriter getBalance() {
        return getBalance.begin(source);
    }

    /** Begins a GetTransaction; unfinished ones are forgotten. */
    public final GetTransactionWriter getTransaction() {
        return getTransaction.begin(source);
    }

    /** Begins a GetRound; unfinished ones are forgotten. */
    public final GetRoundWriter getRound() {
        return getRound.begin(source);
    }

    /** Begins a GetHold; unfinished ones are forgotten. */
    public final GetHoldWriter getHold() {
        return getHold.begin(source);
    }

    /** Begins a GetTransfer; unfinished ones are forgotten. */
    public final GetTransferWriter getTransfer() {
        return getTransfer.begin(source);
    }

    /** Begins a ListTransfers; unfinished ones are forgotten. */
    public final ListTransfersWriter listTransfers() {
        return listTransfers.begin(source);
    }

    /** Begins a GetCampaign; unfinished ones are forgotten. */
    public final GetCampaignWriter getCampaign() {
        return getCampaign.begin(source);
    }

    /** Begins a GetTrialBalance; unfinished ones are forgotten. */
    public final GetTrialBalanceWriter getTrialBalance() {
        return getTrialBalance.begin(source);
    }

    /** Begins a GetStateHash; unfinished ones are forgotten. */
    public final GetStateHashWriter getStateHash() {
        return getStateHash.begin(source);
    }
}
