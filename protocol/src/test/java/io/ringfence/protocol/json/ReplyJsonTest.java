package io.ringfence.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.BalanceReplyEncoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.DetailedReplyEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.PlayerReplyEncoder;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.ReplyEncoder;
import io.ringfence.protocol.codec.RoundReplyEncoder;
import io.ringfence.protocol.codec.RoundState;
import io.ringfence.protocol.codec.StateHashReplyEncoder;
import io.ringfence.protocol.codec.TrialBalanceReplyEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyJsonTest {
    private static final long EUR = Codes.pack("EUR");
    private static final long CASH = Codes.pack("CASH");
    private static final long TIME_NS = 1_767_225_600_123_456_789L;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldPrintTheAnswerToACommand() {
        reply().outcome(OutcomeCode.OK)
                .kind((short) CommandKind.DEPOSIT.templateId())
                .replay(BooleanType.TRUE)
                .originalAvailable(90);
        assertReply(
                "{'command':'Deposit','outcome':'OK','replay':true,'seq':12,'time':'2026-01-01T00:00:00.123456789Z',"
                        + "'player':5,'wallet':'CASH','currency':'EUR','available':'100','held':'0','amount':'10',"
                        + "'originalAvailable':'90'}");
    }

    @Test
    void shouldLeaveOutWhatIsAbsent() {
        new ReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(0)
                .time(0)
                .player(FrameLayout.NULL_INT64)
                .available(FrameLayout.NULL_INT64)
                .held(FrameLayout.NULL_INT64)
                .amount(FrameLayout.NULL_INT64)
                .originalAvailable(FrameLayout.NULL_INT64)
                .outcome(OutcomeCode.BUSY)
                .kind((short) CommandKind.BET.templateId());
        assertReply("{'command':'Bet','outcome':'BUSY','replay':false}");
    }

    @ParameterizedTest
    @CsvSource({"PLAYER, player", "CURRENCY, currency", "WALLET, wallet", "AMOUNT, amount", "NONE,"})
    void shouldNameTheFieldThatDiffers(final MismatchField field, final String name) {
        reply().outcome(OutcomeCode.DUPLICATE_MISMATCH).field(field);
        final String printed = name == null ? null : '"' + name + '"';
        final var actual = ReplyJson.decode(buffer, 0, buffer.capacity()).get("field");
        assertEquals(printed, actual == null ? null : actual.toString());
    }

    @Test
    void shouldPrintTheDetails() {
        new DetailedReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(TIME_NS)
                .player(5)
                .available(1)
                .held(2)
                .amount(3)
                .originalAvailable(FrameLayout.NULL_INT64)
                .outcome(OutcomeCode.OK_DEBT)
                .kind((short) CommandKind.WIN.templateId())
                .debtRepaid(7)
                .debt(8);
        assertReply(
                "{'command':'Win','outcome':'OK_DEBT','replay':false,'seq':1,'time':'2026-01-01T00:00:00.123456789Z',"
                        + "'player':5,'available':'1','held':'2','amount':'3','debtRepaid':'7','debt':'8'}");
    }

    @Test
    void shouldPrintAPlayer() {
        final PlayerReplyEncoder encoder = new PlayerReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_PLAYER.templateId())
                .player(5)
                .status(PlayerStatus.ACTIVE);
        encoder.debtsCount(1).next().currency(EUR).amount(3);
        assertReply("{'command':'GetPlayer','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','player':5,"
                + "'status':'ACTIVE','locks':[],'limits':[],'debts':[{'currency':'EUR','amount':'3'}]}");
        encoder.wrapAndApplyHeader(buffer, 0, header).outcome(OutcomeCode.PLAYER_NOT_FOUND);
        assertReply("{'command':'GetPlayer','outcome':'PLAYER_NOT_FOUND','seq':1,'time':'1970-01-01T00:00:00Z',"
                + "'player':5}");
    }

    @Test
    void shouldPrintBalances() {
        new BalanceReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_BALANCE.templateId())
                .player(5)
                .balancesCount(2)
                .next()
                .wallet(CASH)
                .currency(EUR)
                .available(1)
                .held(2)
                .next()
                .wallet(Codes.pack("SPORTS"))
                .currency(EUR)
                .available(Long.MAX_VALUE)
                .held(0);
        assertReply(
                "{'command':'GetBalance','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','player':5,'balances':["
                        + "{'wallet':'CASH','currency':'EUR','available':'1','held':'2'},"
                        + "{'wallet':'SPORTS','currency':'EUR','available':'9223372036854775807','held':'0'}]}");
    }

    @Test
    void shouldPrintARound() {
        new RoundReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_ROUND.templateId())
                .player(5)
                .currency(EUR)
                .staked(10)
                .won(20)
                .reversed(3)
                .state(RoundState.CLOSED);
        assertReply("{'command':'GetRound','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','player':5,"
                + "'state':'CLOSED','currency':'EUR','staked':'10','won':'20','reversed':'3'}");
    }

    @Test
    void shouldPrintATrialBalanceOf128Bits() {
        final TrialBalanceReplyEncoder.AccountsEncoder accounts = new TrialBalanceReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_TRIAL_BALANCE.templateId())
                .currency(EUR)
                .sumHigh(0)
                .sumLow(0)
                .accountsCount(4);
        account(accounts, AccountKind.PLAYERS, 1, 0, 0);
        account(accounts, AccountKind.CASHIER, -1, 0, 0);
        account(accounts, AccountKind.HOUSE, -1, -5, 7);
        account(accounts, AccountKind.POT, 0, 5, 0);
        assertReply(
                "{'command':'GetTrialBalance','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','currency':'EUR',"
                        + "'accounts':[{'account':'PLAYERS','balance':'18446744073709551616'},"
                        + "{'account':'CASHIER','balance':'-18446744073709551616'},"
                        + "{'account':'HOUSE:7','balance':'-5'},"
                        + "{'account':'POT:00000000000000010000000000000002','balance':'5'}],'sum':'0'}");
    }

    @Test
    void shouldPrintAHash() {
        new StateHashReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(3)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_STATE_HASH.templateId())
                .hash(0x0123_4567_89AB_CDEFL);
        assertReply("{'command':'GetStateHash','outcome':'OK','seq':3,'time':'1970-01-01T00:00:00Z',"
                + "'hash':'0123456789abcdef'}");
    }

    @Test
    void shouldMakeARefusalOfItsOwn() {
        assertEquals(
                CommandLines.json(
                        "{'command':'Bet','outcome':'MALFORMED','replay':false,'reason':'amount: is missing'}"),
                ReplyJson.refusal(Outcome.MALFORMED, CommandKind.BET, "amount: is missing"));
    }

    @Test
    void shouldNotTakeACommandForAReply() {
        final UnsafeBuffer frame = CommandLines.frame(CommandLines.ALL.get(0));
        assertThrows(IllegalArgumentException.class, () -> ReplyJson.decode(frame, 0, frame.capacity()));
    }

    private ReplyEncoder reply() {
        return new ReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(1)
                .seq(12)
                .time(TIME_NS)
                .player(5)
                .wallet(CASH)
                .currency(EUR)
                .available(100)
                .held(0)
                .amount(10)
                .originalAvailable(FrameLayout.NULL_INT64);
    }

    private static void account(
            final TrialBalanceReplyEncoder.AccountsEncoder accounts,
            final AccountKind kind,
            final long high,
            final long low,
            final int source) {
        accounts.next().balanceHigh(high).balanceLow(low).source(source).account(kind);
        if (kind == AccountKind.POT) {
            accounts.idHigh(1).idLow(2);
        }
    }

    private void assertReply(final String expected) {
        assertEquals(
                CommandLines.json(expected).toString(),
                ReplyJson.decode(buffer, 0, buffer.capacity()).toString());
    }
}
