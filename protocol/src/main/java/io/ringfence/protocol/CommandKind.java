package io.ringfence.protocol;

import static io.ringfence.protocol.FieldDescriptor.choice;
import static io.ringfence.protocol.FieldDescriptor.choiceOrFirst;
import static io.ringfence.protocol.FieldDescriptor.flag;
import static io.ringfence.protocol.FieldDescriptor.optional;
import static io.ringfence.protocol.FieldDescriptor.report;
import static io.ringfence.protocol.FieldDescriptor.required;
import static io.ringfence.protocol.FieldDescriptor.requiredText;
import static io.ringfence.protocol.FieldDescriptor.text;
import static io.ringfence.protocol.FieldType.AMOUNT;
import static io.ringfence.protocol.FieldType.AMOUNT_OR_ALL;
import static io.ringfence.protocol.FieldType.CODE;
import static io.ringfence.protocol.FieldType.ID;
import static io.ringfence.protocol.FieldType.KIND;
import static io.ringfence.protocol.FieldType.PLAYER;
import static io.ringfence.protocol.FieldType.SECONDS;
import static io.ringfence.protocol.FieldType.TIME_MS;
import static io.ringfence.protocol.FieldType.UINT8;
import static io.ringfence.protocol.Role.OPERATOR;
import static io.ringfence.protocol.Role.READER;
import static io.ringfence.protocol.Role.SERVICE;

import io.ringfence.protocol.codec.BetDecoder;
import io.ringfence.protocol.codec.DefineCurrencyDecoder;
import io.ringfence.protocol.codec.DefineSourceDecoder;
import io.ringfence.protocol.codec.DefineWalletDecoder;
import io.ringfence.protocol.codec.DepositDecoder;
import io.ringfence.protocol.codec.EndRoundDecoder;
import io.ringfence.protocol.codec.GetBalanceDecoder;
import io.ringfence.protocol.codec.GetPlayerDecoder;
import io.ringfence.protocol.codec.GetRoundDecoder;
import io.ringfence.protocol.codec.GetStateHashDecoder;
import io.ringfence.protocol.codec.GetTransactionDecoder;
import io.ringfence.protocol.codec.GetTrialBalanceDecoder;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.NegativePolicy;
import io.ringfence.protocol.codec.OpenPlayerDecoder;
import io.ringfence.protocol.codec.RollbackAfterSettle;
import io.ringfence.protocol.codec.RollbackDecoder;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.TransferDecoder;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinDecoder;
import io.ringfence.protocol.codec.WinKind;
import io.ringfence.protocol.codec.WithdrawDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The commands and queries, and the one table of their fields: {@link FrameCheck} and the JSON mapping have no other
 * knowledge of them, so a new command is one entry here. Fields stand in the order of the schema, behind the head that
 * {@link FrameLayout} draws.
 *
 * <p>Thread safe; nothing here allocates after loading.
 */
public enum CommandKind {
    DEFINE_CURRENCY(
            DefineCurrencyDecoder.TEMPLATE_ID,
            "DefineCurrency",
            OPERATOR,
            fields(DefineCurrencyDecoder.BLOCK_LENGTH, required(CODE, "currency"), required(UINT8, "exponent"), ref())),
    DEFINE_WALLET(
            DefineWalletDecoder.TEMPLATE_ID,
            "DefineWallet",
            OPERATOR,
            fields(
                    DefineWalletDecoder.BLOCK_LENGTH,
                    required(CODE, "wallet"),
                    choice("kind", WalletKind.class),
                    ref())),
    DEFINE_SOURCE(
            DefineSourceDecoder.TEMPLATE_ID,
            "DefineSource",
            OPERATOR,
            fields(
                    DefineSourceDecoder.BLOCK_LENGTH,
                    optional(SECONDS, "policies.quietPeriodSeconds"),
                    optional(SECONDS, "policies.stuckAfterSeconds"),
                    optional(SECONDS, "policies.roundIdleSeconds"),
                    choiceOrFirst("policies.lateWin", LateWin.class),
                    choiceOrFirst("policies.rollbackAfterSettle", RollbackAfterSettle.class),
                    choiceOrFirst("policies.negative", NegativePolicy.class),
                    requiredText("name", Limits.NAME_LENGTH),
                    ref())),
    OPEN_PLAYER(
            OpenPlayerDecoder.TEMPLATE_ID,
            "OpenPlayer",
            SERVICE,
            fields(OpenPlayerDecoder.BLOCK_LENGTH, required(PLAYER, "player"), ref())),
    DEPOSIT(
            DepositDecoder.TEMPLATE_ID,
            "Deposit",
            SERVICE,
            fields(
                    DepositDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    required(CODE, "currency"),
                    required(AMOUNT, "amount"),
                    optional(CODE, "wallet"),
                    flag("settled"),
                    ref())),
    WITHDRAW(
            WithdrawDecoder.TEMPLATE_ID,
            "Withdraw",
            SERVICE,
            fields(
                    WithdrawDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    required(CODE, "currency"),
                    required(AMOUNT, "amount"),
                    optional(CODE, "wallet"),
                    ref())),
    TRANSFER(
            TransferDecoder.TEMPLATE_ID,
            "Transfer",
            SERVICE,
            fields(
                    TransferDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    required(CODE, "fromWallet"),
                    required(CODE, "toWallet"),
                    required(CODE, "currency"),
                    required(AMOUNT_OR_ALL, "amount"),
                    optional(PLAYER, "toPlayer"),
                    ref())),
    BET(
            BetDecoder.TEMPLATE_ID,
            "Bet",
            SERVICE,
            fields(
                    BetDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    required(CODE, "currency"),
                    required(AMOUNT, "amount"),
                    optional(CODE, "wallet"),
                    optional(ID, "round"),
                    flag("endRound"),
                    ref(),
                    report())),
    WIN(
            WinDecoder.TEMPLATE_ID,
            "Win",
            SERVICE,
            fields(
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
                    report())),
    ROLLBACK(
            RollbackDecoder.TEMPLATE_ID,
            "Rollback",
            SERVICE,
            fields(
                    RollbackDecoder.BLOCK_LENGTH,
                    required(ID, "targetTxId"),
                    optional(PLAYER, "player"),
                    optional(AMOUNT, "amount"),
                    optional(TIME_MS, "targetOriginatedAt"),
                    choiceOrFirst("targetKind", TargetKind.class),
                    ref())),
    END_ROUND(
            EndRoundDecoder.TEMPLATE_ID,
            "EndRound",
            SERVICE,
            fields(
                    EndRoundDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    required(ID, "round"),
                    choice("action", RoundAction.class),
                    ref())),
    GET_PLAYER(
            GetPlayerDecoder.TEMPLATE_ID,
            "GetPlayer",
            READER,
            fields(GetPlayerDecoder.BLOCK_LENGTH, required(PLAYER, "player"))),
    GET_BALANCE(
            GetBalanceDecoder.TEMPLATE_ID,
            "GetBalance",
            READER,
            fields(
                    GetBalanceDecoder.BLOCK_LENGTH,
                    required(PLAYER, "player"),
                    optional(CODE, "wallet"),
                    optional(CODE, "currency"))),
    GET_TRANSACTION(
            GetTransactionDecoder.TEMPLATE_ID,
            "GetTransaction",
            READER,
            fields(GetTransactionDecoder.BLOCK_LENGTH, required(KIND, "kind"))),
    GET_ROUND(
            GetRoundDecoder.TEMPLATE_ID,
            "GetRound",
            READER,
            fields(GetRoundDecoder.BLOCK_LENGTH, required(PLAYER, "player"), required(ID, "round"))),
    GET_TRIAL_BALANCE(
            GetTrialBalanceDecoder.TEMPLATE_ID,
            "GetTrialBalance",
            READER,
            fields(GetTrialBalanceDecoder.BLOCK_LENGTH, required(CODE, "currency"))),
    GET_STATE_HASH(GetStateHashDecoder.TEMPLATE_ID, "GetStateHash", READER, fields(GetStateHashDecoder.BLOCK_LENGTH));

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

    private static MessageDescriptor fields(final int blockLength, final FieldDescriptor... fields) {
        return MessageDescriptor.of(FrameLayout.FIELDS_OFFSET - FrameLayout.HEADER_LENGTH, blockLength, fields);
    }

    private static FieldDescriptor ref() {
        return text("ref", Limits.REF_LENGTH);
    }

    /** Bounds of texts in bytes; a class of its own because the constants above are made before fields of the enum. */
    private static final class Limits {
        static final int REF_LENGTH = 64;
        static final int NAME_LENGTH = 64;
    }
}
