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
    private final GetPlayerWriter getPlayer;
    private final GetBalanceWriter getBalance;
    private final GetTransactionWriter getTransaction;
    private final GetRoundWriter getRound;
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
        this.getPlayer = new GetPlayerWriter(this);
        this.getBalance = new GetBalanceWriter(this);
        this.getTransaction = new GetTransactionWriter(this);
        this.getRound = new GetRoundWriter(this);
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

    /** Begins a GetTrialBalance; unfinished ones are forgotten. */
    public final GetTrialBalanceWriter getTrialBalance() {
        return getTrialBalance.begin(source);
    }

    /** Begins a GetStateHash; unfinished ones are forgotten. */
    public final GetStateHashWriter getStateHash() {
        return getStateHash.begin(source);
    }
}
