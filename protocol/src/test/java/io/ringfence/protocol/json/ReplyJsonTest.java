package io.ringfence.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.BalanceReplyEncoder;
import io.ringfence.protocol.codec.BatchReplyEncoder;
import io.ringfence.protocol.codec.BooleanType;
import io.ringfence.protocol.codec.CampaignDetailsEncoder;
import io.ringfence.protocol.codec.CampaignReplyEncoder;
import io.ringfence.protocol.codec.CampaignState;
import io.ringfence.protocol.codec.DetailedReplyEncoder;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.HoldReplyEncoder;
import io.ringfence.protocol.codec.HoldState;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.MismatchField;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerReplyEncoder;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.ReplyEncoder;
import io.ringfence.protocol.codec.RoundReplyEncoder;
import io.ringfence.protocol.codec.RoundState;
import io.ringfence.protocol.codec.Split;
import io.ringfence.protocol.codec.StateHashReplyEncoder;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.TransferReplyEncoder;
import io.ringfence.protocol.codec.TransferState;
import io.ringfence.protocol.codec.TransfersReplyEncoder;
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
    void shouldPrintWhichLimitIsExceeded() {
        detailed()
                .outcome(OutcomeCode.LIMIT_EXCEEDED)
                .kind((short) CommandKind.BET.templateId())
                .limit_(LimitKind.LOSS)
                .period(Period.WEEK)
                .remaining(7);
        assertReply("{'command':'Bet','outcome':'LIMIT_EXCEEDED','replay':false,'seq':1,"
                + "'time':'1970-01-01T00:00:00Z','player':5,'amount':'0','limit':'LOSS','period':'WEEK',"
                + "'remaining':'7'}");
    }

    @Test
    void shouldPrintABatch() {
        final BatchReplyEncoder encoder = batch(OutcomeCode.OK).failedIndex(BatchReplyEncoder.failedIndexNullValue());
        encoder.resultsCount(2)
                .next()
                .amount(-5)
                .outcome(OutcomeCode.OK)
                .next()
                .amount(0)
                .outcome(OutcomeCode.TOMBSTONED);
        assertReply("{'command':'Batch','outcome':'OK','replay':false,'seq':1,'time':'1970-01-01T00:00:00Z',"
                + "'player':5,'amount':'0',"
                + "'results':[{'outcome':'OK','amount':'-5'},{'outcome':'TOMBSTONED','amount':'0'}]}");
        batch(OutcomeCode.BATCH_FAILED)
                .failedIndex((short) 15)
                .failedOutcome(OutcomeCode.INSUFFICIENT_FUNDS)
                .replay(BooleanType.TRUE)
                .resultsCount(0);
        assertReply("{'command':'Batch','outcome':'BATCH_FAILED','replay':true,'seq':1,"
                + "'time':'1970-01-01T00:00:00Z','player':5,'amount':'0',"
                + "'failedIndex':15,'failedOutcome':'INSUFFICIENT_FUNDS'}");
    }

    @Test
    void shouldFitTheAnswerToTheLongestBatchIntoASlot() {
        final BatchReplyEncoder encoder = batch(OutcomeCode.OK);
        final BatchReplyEncoder.ResultsEncoder results = encoder.resultsCount(16);
        for (int i = 0; i < 16; i++) {
            results.next().amount(i).outcome(OutcomeCode.OK);
        }
        assertTrue(FrameLayout.HEADER_LENGTH + encoder.encodedLength() <= 256);
    }

    @Test
    void shouldPrintTheHashOfANewCampaign() {
        final byte[] hash = new byte[32];
        hash[0] = 1;
        hash[31] = -1;
        new CampaignReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .player(FrameLayout.NULL_INT64)
                .available(FrameLayout.NULL_INT64)
                .held(FrameLayout.NULL_INT64)
                .amount(1000)
                .originalAvailable(FrameLayout.NULL_INT64)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.CREATE_CAMPAIGN.templateId())
                .putSeedHash(hash, 0, 32);
        assertReply("{'command':'CreateCampaign','outcome':'OK','replay':false,'seq':1,"
                + "'time':'1970-01-01T00:00:00Z','amount':'1000','seedHash':'01" + "00".repeat(30) + "ff'}");
    }

    @Test
    void shouldPrintLocksAndLimits() {
        final PlayerReplyEncoder encoder = new PlayerReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_PLAYER.templateId())
                .player(5)
                .status(PlayerStatus.FROZEN);
        encoder.debtsCount(0);
        encoder.locksCount(2)
                .next()
                .until(FrameLayout.NULL_INT64)
                .status(PlayerStatus.FROZEN)
                .binding(BooleanType.FALSE)
                .next()
                .until(TIME_NS)
                .status(PlayerStatus.BET_LOCKED)
                .binding(BooleanType.TRUE);
        encoder.limitsCount(1)
                .next()
                .currency(EUR)
                .amount(FrameLayout.NULL_INT64)
                .used(3)
                .pendingAmount(9)
                .pendingAt(TIME_NS)
                .limit(LimitKind.WAGER)
                .period(Period.MONTH)
                .pendingRemoved(BooleanType.FALSE);
        assertReply("{'command':'GetPlayer','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','player':5,"
                + "'status':'FROZEN','locks':[{'status':'FROZEN','binding':false},{'status':'BET_LOCKED',"
                + "'until':'2026-01-01T00:00:00.123456789Z','binding':true}],"
                + "'limits':[{'currency':'EUR','limit':'WAGER','period':'MONTH','used':'3','pendingAmount':'9',"
                + "'pendingRemoved':false,'pendingAt':'2026-01-01T00:00:00.123456789Z'}],'debts':[]}");
    }

    @Test
    void shouldPrintAHold() {
        new HoldReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_HOLD.templateId())
                .player(5)
                .currency(EUR)
                .wallet(CASH)
                .amount(10)
                .captured(6)
                .released(4)
                .expiresAt(FrameLayout.NULL_INT64)
                .purpose(HoldPurpose.SPORT_BET)
                .state(HoldState.CAPTURED);
        assertReply("{'command':'GetHold','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z','state':'CAPTURED',"
                + "'purpose':'SPORT_BET','player':5,'wallet':'CASH','currency':'EUR','amount':'10','captured':'6',"
                + "'released':'4'}");
    }

    @Test
    void shouldPrintTransfers() {
        new TransferReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_TRANSFER.templateId())
                .player(5)
                .currency(EUR)
                .wallet(CASH)
                .amount(FrameLayout.NULL_INT64)
                .actualAmount(FrameLayout.NULL_INT64)
                .attempt(2)
                .age(900_000_000_000L)
                .provider(3)
                .direction(TransferDirection.FROM_PROVIDER)
                .state(TransferState.UNKNOWN)
                .stuck(BooleanType.TRUE);
        final String row = "'state':'UNKNOWN','direction':'FROM_PROVIDER','provider':3,'player':5,'wallet':'CASH',"
                + "'currency':'EUR','amount':'ALL','attempt':2,'stuck':true,'age':'PT15M'}";
        assertReply("{'command':'GetTransfer','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z'," + row);
        final TransfersReplyEncoder list = new TransfersReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.LIST_TRANSFERS.templateId())
                .nextHigh(0)
                .nextLow(1);
        list.transfersCount(1)
                .next()
                .transferHigh(0)
                .transferLow(1)
                .player(5)
                .currency(EUR)
                .wallet(CASH)
                .amount(FrameLayout.NULL_INT64)
                .actualAmount(FrameLayout.NULL_INT64)
                .attempt(2)
                .age(900_000_000_000L)
                .provider(3)
                .direction(TransferDirection.FROM_PROVIDER)
                .state(TransferState.UNKNOWN)
                .stuck(BooleanType.TRUE);
        final String id = "00000000000000000000000000000001";
        assertReply("{'command':'ListTransfers','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z',"
                + "'transfers':[{'transfer':'" + id + "'," + row + "],'next':'" + id + "'}");
        list.wrapAndApplyHeader(buffer, 0, header).nextLow(0).transfersCount(0);
        assertReply(
                "{'command':'ListTransfers','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z'," + "'transfers':[]}");
    }

    @Test
    void shouldKeepTheSeedToItselfUntilACampaignEnds() {
        final CampaignDetailsEncoder encoder = new CampaignDetailsEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .outcome(OutcomeCode.OK)
                .kind((short) CommandKind.GET_CAMPAIGN.templateId())
                .currency(EUR)
                .wallet(CASH)
                .pot(100)
                .claimed(60)
                .claims(3)
                .rest(40)
                .shares(5)
                .minShare(1)
                .opensAt(0)
                .closesAt(1_000_000_000)
                .seed(-1)
                .saltHigh(1)
                .saltLow(2)
                .split(Split.LUCKY)
                .state(CampaignState.PAUSED)
                .putSeedHash(new byte[32], 0, 32);
        final String head = "{'command':'GetCampaign','outcome':'OK','seq':1,'time':'1970-01-01T00:00:00Z',";
        final String rest = "'currency':'EUR','wallet':'CASH','pot':'100','claimed':'60','claims':3,'rest':'40',"
                + "'shares':5,'split':'LUCKY','minShare':'1','opensAt':'1970-01-01T00:00:00Z',"
                + "'closesAt':'1970-01-01T00:00:01Z','seedHash':'" + "00".repeat(32) + "'";
        assertReply(head + "'state':'PAUSED'," + rest + "}");
        encoder.state(CampaignState.ENDED);
        assertReply(head + "'state':'ENDED'," + rest
                + ",'seed':'18446744073709551615','salt':'00000000000000010000000000000002'}");
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

    private BatchReplyEncoder batch(final OutcomeCode outcome) {
        return new BatchReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .player(5)
                .available(FrameLayout.NULL_INT64)
                .held(FrameLayout.NULL_INT64)
                .amount(0)
                .originalAvailable(FrameLayout.NULL_INT64)
                .outcome(outcome)
                .kind((short) CommandKind.BATCH.templateId())
                .replay(BooleanType.FALSE)
                .field(MismatchField.NONE);
    }

    private DetailedReplyEncoder detailed() {
        return new DetailedReplyEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .seq(1)
                .time(0)
                .player(5)
                .available(FrameLayout.NULL_INT64)
                .held(FrameLayout.NULL_INT64)
                .amount(0)
                .originalAvailable(FrameLayout.NULL_INT64)
                .debtRepaid(FrameLayout.NULL_INT64)
                .debt(FrameLayout.NULL_INT64);
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
