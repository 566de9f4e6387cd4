package io.ringfence.protocol;

import static io.ringfence.protocol.Role.OPERATOR;
import static io.ringfence.protocol.Role.READER;
import static io.ringfence.protocol.Role.SERVICE;

import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BatchDecoder;
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
import io.ringfence.protocol.codec.GetBalanceDecoder;
import io.ringfence.protocol.codec.GetCampaignDecoder;
import io.ringfence.protocol.codec.GetHoldDecoder;
import io.ringfence.protocol.codec.GetPlayerDecoder;
import io.ringfence.protocol.codec.GetRoundDecoder;
import io.ringfence.protocol.codec.GetStateHashDecoder;
import io.ringfence.protocol.codec.GetTransactionDecoder;
import io.ringfence.protocol.codec.GetTransferDecoder;
import io.ringfence.protocol.codec.GetTrialBalanceDecoder;
import io.ringfence.protocol.codec.ListTransfersDecoder;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.ReleaseHoldDecoder;
import io.ringfence.protocol.codec.ReportTransferDecoder;
import io.ringfence.protocol.codec.ResettleDecoder;
import io.ringfence.protocol.codec.ResolveTransferDecoder;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WithdrawDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The commands and queries: number, name, role, and where their fields are listed. {@link FrameCheck} and the JSON
 * mapping have no other knowledge of them, so a new command is one entry here and one in {@link CommandFields}.
 *
 * <p>Thread safe; nothing here allocates after loading.
 */
public enum CommandKind {
    DEFINE_CURRENCY(DefineCurrencyDecoder.TEMPLATE_ID, "DefineCurrency", OPERATOR, CommandFields.DEFINE_CURRENCY),
    DEFINE_WALLET(DefineWalletDecoder.TEMPLATE_ID, "DefineWallet", OPERATOR, CommandFields.DEFINE_WALLET),
    DEFINE_SOURCE(DefineSourceDecoder.TEMPLATE_ID, "DefineSource", OPERATOR, CommandFields.DEFINE_SOURCE),
    OPEN_PLAYER(OpenPlayerDecoder.TEMPLATE_ID, "OpenPlayer", SERVICE, CommandFields.OPEN_PLAYER),
    SET_PLAYER_STATUS(SetPlayerStatusDecoder.TEMPLATE_ID, "SetPlayerStatus", OPERATOR, CommandFields.SET_PLAYER_STATUS),
    SET_LIMIT(SetLimitDecoder.TEMPLATE_ID, "SetLimit", SERVICE, CommandFields.SET_LIMIT),
    DEPOSIT(DepositDecoder.TEMPLATE_ID, "Deposit", SERVICE, CommandFields.DEPOSIT),
    WITHDRAW(WithdrawDecoder.TEMPLATE_ID, "Withdraw", SERVICE, CommandFields.WITHDRAW),
    TRANSFER(TransferDecoder.TEMPLATE_ID, "Transfer", SERVICE, CommandFields.TRANSFER),
    BET(BetDecoder.TEMPLATE_ID, "Bet", SERVICE, CommandFields.BET),
    WIN(WinDecoder.TEMPLATE_ID, "Win", SERVICE, CommandFields.WIN),
    BET_WIN(BetWinDecoder.TEMPLATE_ID, "BetWin", SERVICE, CommandFields.BET_WIN),
    ROLLBACK(RollbackDecoder.TEMPLATE_ID, "Rollback", SERVICE, CommandFields.ROLLBACK),
    END_ROUND(EndRoundDecoder.TEMPLATE_ID, "EndRound", SERVICE, CommandFields.END_ROUND),
    RESETTLE(ResettleDecoder.TEMPLATE_ID, "Resettle", SERVICE, CommandFields.RESETTLE),
    PLACE_HOLD(PlaceHoldDecoder.TEMPLATE_ID, "PlaceHold", SERVICE, CommandFields.PLACE_HOLD),
    CAPTURE_HOLD(CaptureHoldDecoder.TEMPLATE_ID, "CaptureHold", SERVICE, CommandFields.CAPTURE_HOLD),
    RELEASE_HOLD(ReleaseHoldDecoder.TEMPLATE_ID, "ReleaseHold", SERVICE, CommandFields.RELEASE_HOLD),
    BEGIN_TRANSFER(BeginTransferDecoder.TEMPLATE_ID, "BeginTransfer", SERVICE, CommandFields.BEGIN_TRANSFER),
    DISPATCH_TRANSFER(
            DispatchTransferDecoder.TEMPLATE_ID, "DispatchTransfer", SERVICE, CommandFields.DISPATCH_TRANSFER),
    REPORT_TRANSFER(ReportTransferDecoder.TEMPLATE_ID, "ReportTransfer", SERVICE, CommandFields.REPORT_TRANSFER),
    CANCEL_TRANSFER(CancelTransferDecoder.TEMPLATE_ID, "CancelTransfer", SERVICE, CommandFields.CANCEL_TRANSFER),
    RESOLVE_TRANSFER(ResolveTransferDecoder.TEMPLATE_ID, "ResolveTransfer", OPERATOR, CommandFields.RESOLVE_TRANSFER),
    CREATE_CAMPAIGN(CreateCampaignDecoder.TEMPLATE_ID, "CreateCampaign", OPERATOR, CommandFields.CREATE_CAMPAIGN),
    CLAIM_CAMPAIGN(ClaimCampaignDecoder.TEMPLATE_ID, "ClaimCampaign", SERVICE, CommandFields.CLAIM_CAMPAIGN),
    CONTROL_CAMPAIGN(ControlCampaignDecoder.TEMPLATE_ID, "ControlCampaign", OPERATOR, CommandFields.CONTROL_CAMPAIGN),
    ADJUST(AdjustDecoder.TEMPLATE_ID, "Adjust", OPERATOR, CommandFields.ADJUST),
    BATCH(BatchDecoder.TEMPLATE_ID, "Batch", SERVICE, CommandFields.BATCH),
    GET_PLAYER(GetPlayerDecoder.TEMPLATE_ID, "GetPlayer", READER, CommandFields.GET_PLAYER),
    GET_BALANCE(GetBalanceDecoder.TEMPLATE_ID, "GetBalance", READER, CommandFields.GET_BALANCE),
    GET_TRANSACTION(GetTransactionDecoder.TEMPLATE_ID, "GetTransaction", READER, CommandFields.GET_TRANSACTION),
    GET_ROUND(GetRoundDecoder.TEMPLATE_ID, "GetRound", READER, CommandFields.GET_ROUND),
    GET_HOLD(GetHoldDecoder.TEMPLATE_ID, "GetHold", READER, CommandFields.GET_HOLD),
    GET_TRANSFER(GetTransferDecoder.TEMPLATE_ID, "GetTransfer", READER, CommandFields.GET_TRANSFER),
    LIST_TRANSFERS(ListTransfersDecoder.TEMPLATE_ID, "ListTransfers", READER, CommandFields.LIST_TRANSFERS),
    GET_CAMPAIGN(GetCampaignDecoder.TEMPLATE_ID, "GetCampaign", READER, CommandFields.GET_CAMPAIGN),
    GET_TRIAL_BALANCE(GetTrialBalanceDecoder.TEMPLATE_ID, "GetTrialBalance", READER, CommandFields.GET_TRIAL_BALANCE),
    GET_STATE_HASH(GetStateHashDecoder.TEMPLATE_ID, "GetStateHash", READER, CommandFields.GET_STATE_HASH);

    private static final int TEMPLATE_ID_LIMIT = 255;
    private static final CommandKind[] BY_TEMPLATE = new CommandKind[TEMPLATE_ID_LIMIT];
    private static final Map<String, CommandKind> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(CommandKind::commandName, Function.identity()));

    static {
        for (final CommandKind kind : values()) {
            BY_TEMPLATE[kind.templateId] = kind;
        }
    }

    private final int templateId;
    private final String commandName;
    private final Role role;
    // Immutable, though not by an annotation.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MessageDescriptor descriptor;

    CommandKind(final int templateId, final String commandName, final Role role, final MessageDescriptor descriptor) {
        this.templateId = templateId;
        this.commandName = commandName;
        this.role = role;
        this.descriptor = descriptor;
    }

    /** The number of this kind on the wire, in replies and in GetTransaction. */
    public int templateId() {
        return templateId;
    }

    /** The name in JSON, "Deposit". */
    public String commandName() {
        return commandName;
    }

    /** True when it only asks: it takes no sequence and is not journaled. */
    public boolean isQuery() {
        return role == READER;
    }

    /** True when its {@code txId} names what it is about and so cannot be made up. */
    public boolean isTxIdRequired() {
        return this == GET_TRANSACTION;
    }

    /** True when it may stand inside a Batch. */
    public boolean isBatchable() {
        return switch (this) {
            case DEPOSIT, WITHDRAW, TRANSFER, BET, WIN, BET_WIN, ROLLBACK, END_ROUND -> true;
            case RESETTLE, PLACE_HOLD, CAPTURE_HOLD, RELEASE_HOLD -> true;
            default -> false;
        };
    }

    /** What a session must be allowed to do. */
    public Role role() {
        return role;
    }

    /** The fields behind the head. */
    public MessageDescriptor descriptor() {
        return descriptor;
    }

    /** The kind with this template id, or null. */
    public static CommandKind ofTemplate(final int templateId) {
        return templateId < 0 || templateId >= TEMPLATE_ID_LIMIT ? null : BY_TEMPLATE[templateId];
    }

    /** The kind with this name in JSON, or null. */
    public static CommandKind ofName(final String commandName) {
        return BY_NAME.get(commandName);
    }
}
