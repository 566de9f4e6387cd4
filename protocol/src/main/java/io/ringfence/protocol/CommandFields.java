package io.ringfence.protocol;

import static io.ringfence.protocol.FieldDescriptor.amountOrZero;
import static io.ringfence.protocol.FieldDescriptor.choice;
import static io.ringfence.protocol.FieldDescriptor.choiceOrFirst;
import static io.ringfence.protocol.FieldDescriptor.flag;
import static io.ringfence.protocol.FieldDescriptor.flagOrTrue;
import static io.ringfence.protocol.FieldDescriptor.frames;
import static io.ringfence.protocol.FieldDescriptor.optional;
import static io.ringfence.protocol.FieldDescriptor.optionalChoice;
import static io.ringfence.protocol.FieldDescriptor.optionalFlag;
import static io.ringfence.protocol.FieldDescriptor.report;
import static io.ringfence.protocol.FieldDescriptor.required;
import static io.ringfence.protocol.FieldDescriptor.requiredText;
import static io.ringfence.protocol.FieldDescriptor.text;
import static io.ringfence.protocol.FieldType.AMOUNT;
import static io.ringfence.protocol.FieldType.AMOUNT_OR_ALL;
import static io.ringfence.protocol.FieldType.CODE;
import static io.ringfence.protocol.FieldType.ID;
import static io.ringfence.protocol.FieldType.INT64;
import static io.ringfence.protocol.FieldType.KIND;
import static io.ringfence.protocol.FieldType.PLAYER;
import static io.ringfence.protocol.FieldType.SALT;
import static io.ringfence.protocol.FieldType.SECONDS;
import static io.ringfence.protocol.FieldType.TIME_MS;
import static io.ringfence.protocol.FieldType.TIME_NS;
import static io.ringfence.protocol.FieldType.UINT16_ABOVE_0;
import static io.ringfence.protocol.FieldType.UINT64;
import static io.ringfence.protocol.FieldType.UINT8;

import io.ringfence.protocol.codec.AdjustDecoder;
import io.ringfence.protocol.codec.BatchDecoder;
import io.ringfence.protocol.codec.BeginTransferDecoder;
import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.BetWinDecoder;
import io.ringfence.protocol.codec.CampaignAction;
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
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.ListTransfersDecoder;
import io.ringfence.protocol.codec.NegativePolicy;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.ReleaseHoldDecoder;
import io.ringfence.protocol.codec.ReportTransferDecoder;
import io.ringfence.protocol.codec.ResettleDecoder;
import io.ringfence.protocol.codec.Resolution;
import io.ringfence.protocol.codec.ResolveTransferDecoder;
import io.ringfence.protocol.codec.RollbackAfterSettle;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.SetLimitDecoder;
import io.ringfence.protocol.codec.SetPlayerStatusDecoder;
import io.ringfence.protocol.codec.Split;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.Verdict;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WinKind;
import io.ringfence.protocol.codec.WithdrawDecoder;

/**
 * The one table of the fields of commands and queries, in the order of the schema, behind the head that
 * {@link FrameLayout} draws. A class of its own beside {@link CommandKind}, which is the way to it.
 */
final class CommandFields {
    static final MessageDescriptor DEFINE_CURRENCY =
            fields(DefineCurrencyDecoder.BLOCK_LENGTH, required(CODE, "currency"), required(UINT8, "exponent"), ref());
    static final MessageDescriptor DEFINE_WALLET =
            fields(DefineWalletDecoder.BLOCK_LENGTH, required(CODE, "wallet"), choice("kind", WalletKind.class), ref());
    static final MessageDescriptor DEFINE_SOURCE = fields(
            DefineSourceDecoder.BLOCK_LENGTH,
            optional(SECONDS, "policies.quietPeriodSeconds"),
            optional(SECONDS, "policies.stuckAfterSeconds"),
            optional(SECONDS, "policies.roundIdleSeconds"),
            choiceOrFirst("policies.lateWin", LateWin.class),
            choiceOrFirst("policies.rollbackAfterSettle", RollbackAfterSettle.class),
            choiceOrFirst("policies.negative", NegativePolicy.class),
            requiredText("name", Lengths.NAME),
            ref());
    static final MessageDescriptor OPEN_PLAYER =
            fields(OpenPlayerDecoder.BLOCK_LENGTH, required(PLAYER, "player"), ref());
    static final MessageDescriptor SET_PLAYER_STATUS = fields(
            SetPlayerStatusDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            optional(TIME_NS, "until"),
            choice("status", PlayerStatus.class),
            flag("binding"),
            requiredText("reason", Lengths.REASON),
            ref());
    static final MessageDescriptor SET_LIMIT = fields(
            SetLimitDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            optional(AMOUNT, "amount"),
            choice("limit", LimitKind.class),
            choice("period", Period.class),
            ref());
    static final MessageDescriptor DEPOSIT = fields(
            DepositDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            flag("settled"),
            ref());
    static final MessageDescriptor WITHDRAW = fields(
            WithdrawDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            ref());
    static final MessageDescriptor TRANSFER = fields(
            TransferDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "fromWallet"),
            required(CODE, "toWallet"),
            required(CODE, "currency"),
            required(AMOUNT_OR_ALL, "amount"),
            optional(PLAYER, "toPlayer"),
            ref());
    static final MessageDescriptor BET = fields(
            BetDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            optional(ID, "round"),
            flag("endRound"),
            ref(),
            report());
    static final MessageDescriptor WIN = fields(
            WinDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            optional(ID, "round"),
            optional(ID, "betTxId"),
            choiceOrFirst("kind", WinKind.class),
            flag("endRound"),
            ref(),
            report());
    static final MessageDescriptor BET_WIN = fields(
            BetWinDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "betAmount"),
            required(AMOUNT, "winAmount"),
            amountOrZero("minBalance"),
            optional(CODE, "wallet"),
            optional(ID, "round"),
            flagOrTrue("endRound"),
            ref(),
            report());
    static final MessageDescriptor ROLLBACK = fields(
            RollbackDecoder.BLOCK_LENGTH,
            required(ID, "targetTxId"),
            optional(PLAYER, "player"),
            optional(AMOUNT, "amount"),
            optional(TIME_MS, "targetOriginatedAt"),
            choiceOrFirst("targetKind", TargetKind.class),
            ref());
    static final MessageDescriptor END_ROUND = fields(
            EndRoundDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(ID, "round"),
            choice("action", RoundAction.class),
            ref());
    static final MessageDescriptor RESETTLE = fields(
            ResettleDecoder.BLOCK_LENGTH,
            required(ID, "betTxId"),
            required(AMOUNT, "payout"),
            required(INT64, "version"),
            ref());
    static final MessageDescriptor PLACE_HOLD = fields(
            PlaceHoldDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            optional(ID, "round"),
            optional(TIME_NS, "expiresAt"),
            choice("purpose", HoldPurpose.class),
            ref());
    static final MessageDescriptor CAPTURE_HOLD = fields(
            CaptureHoldDecoder.BLOCK_LENGTH,
            required(ID, "hold"),
            required(AMOUNT, "amount"),
            flagOrTrue("final"),
            ref());
    static final MessageDescriptor RELEASE_HOLD = fields(ReleaseHoldDecoder.BLOCK_LENGTH, required(ID, "hold"), ref());
    static final MessageDescriptor BEGIN_TRANSFER = fields(
            BeginTransferDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT_OR_ALL, "amount"),
            optional(CODE, "wallet"),
            required(UINT16_ABOVE_0, "provider"),
            choice("direction", TransferDirection.class),
            ref());
    static final MessageDescriptor DISPATCH_TRANSFER =
            fields(DispatchTransferDecoder.BLOCK_LENGTH, required(ID, "transfer"), required(INT64, "attempt"), ref());
    static final MessageDescriptor REPORT_TRANSFER = fields(
            ReportTransferDecoder.BLOCK_LENGTH,
            required(ID, "transfer"),
            required(INT64, "attempt"),
            optional(AMOUNT, "actualAmount"),
            choice("verdict", Verdict.class),
            text("providerRef", Lengths.REF),
            ref());
    static final MessageDescriptor CANCEL_TRANSFER =
            fields(CancelTransferDecoder.BLOCK_LENGTH, required(ID, "transfer"), ref());
    static final MessageDescriptor RESOLVE_TRANSFER = fields(
            ResolveTransferDecoder.BLOCK_LENGTH,
            required(ID, "transfer"),
            optional(AMOUNT, "actualAmount"),
            choice("verdict", Resolution.class),
            requiredText("operator", Lengths.OPERATOR),
            requiredText("approver", Lengths.OPERATOR),
            requiredText("reason", Lengths.REASON),
            ref());
    static final MessageDescriptor CREATE_CAMPAIGN = fields(
            CreateCampaignDecoder.BLOCK_LENGTH,
            required(ID, "campaign"),
            required(CODE, "currency"),
            optional(CODE, "wallet"),
            required(AMOUNT, "pot"),
            required(INT64, "shares"),
            required(AMOUNT, "minShare"),
            required(UINT64, "seed"),
            required(TIME_NS, "opensAt"),
            required(TIME_NS, "closesAt"),
            optional(SALT, "salt"),
            choice("split", Split.class),
            ref());
    static final MessageDescriptor CLAIM_CAMPAIGN =
            fields(ClaimCampaignDecoder.BLOCK_LENGTH, required(PLAYER, "player"), required(ID, "campaign"), ref());
    static final MessageDescriptor CONTROL_CAMPAIGN = fields(
            ControlCampaignDecoder.BLOCK_LENGTH,
            required(ID, "campaign"),
            choice("action", CampaignAction.class),
            ref());
    static final MessageDescriptor ADJUST = fields(
            AdjustDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            required(CODE, "currency"),
            required(AMOUNT, "amount"),
            optional(CODE, "wallet"),
            requiredText("operator", Lengths.OPERATOR),
            requiredText("approver", Lengths.OPERATOR),
            requiredText("reason", Lengths.REASON),
            ref());
    static final MessageDescriptor BATCH =
            fields(BatchDecoder.BLOCK_LENGTH, required(PLAYER, "player"), frames("commands"), ref());
    static final MessageDescriptor GET_PLAYER = fields(GetPlayerDecoder.BLOCK_LENGTH, required(PLAYER, "player"));
    static final MessageDescriptor GET_BALANCE = fields(
            GetBalanceDecoder.BLOCK_LENGTH,
            required(PLAYER, "player"),
            optional(CODE, "wallet"),
            optional(CODE, "currency"));
    static final MessageDescriptor GET_TRANSACTION = fields(GetTransactionDecoder.BLOCK_LENGTH, required(KIND, "kind"));
    static final MessageDescriptor GET_ROUND =
            fields(GetRoundDecoder.BLOCK_LENGTH, required(PLAYER, "player"), required(ID, "round"));
    static final MessageDescriptor GET_HOLD = fields(GetHoldDecoder.BLOCK_LENGTH, required(ID, "hold"));
    static final MessageDescriptor GET_TRANSFER = fields(GetTransferDecoder.BLOCK_LENGTH, required(ID, "transfer"));
    static final MessageDescriptor LIST_TRANSFERS = fields(
            ListTransfersDecoder.BLOCK_LENGTH,
            optional(ID, "after"),
            required(UINT16_ABOVE_0, "limit"),
            optionalChoice("state", TransferState.class),
            optionalFlag("stuck"));
    static final MessageDescriptor GET_CAMPAIGN = fields(GetCampaignDecoder.BLOCK_LENGTH, required(ID, "campaign"));
    static final MessageDescriptor GET_TRIAL_BALANCE =
            fields(GetTrialBalanceDecoder.BLOCK_LENGTH, required(CODE, "currency"));
    static final MessageDescriptor GET_STATE_HASH = fields(GetStateHashDecoder.BLOCK_LENGTH);

    private CommandFields() {}

    private static MessageDescriptor fields(final int blockLength, final FieldDescriptor... fields) {
        return MessageDescriptor.of(FrameLayout.FIELDS_OFFSET - FrameLayout.HEADER_LENGTH, blockLength, fields);
    }

    private static FieldDescriptor ref() {
        return text("ref", Lengths.REF);
    }

    /** Bounds of texts in bytes. */
    private static final class Lengths {
        static final int REF = 64;
        static final int NAME = 64;
        static final int OPERATOR = 32;
        static final int REASON = 128;
    }
}
