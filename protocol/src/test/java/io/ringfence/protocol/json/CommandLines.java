package io.ringfence.protocol.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.TxId;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A line with every field, and one with as few as can be, of every command and query; as decoding prints them. */
public final class CommandLines {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String HEAD =
            "'source':7,'txId':'00000000000000010000000000000002','originatedAt':'2026-01-01T00:00:00.123Z'";

    /** In canonical form: what {@link CommandJson#decode} makes of their frames is the same text. */
    public static final List<String> ALL = List.of(
            "{'command':'DefineCurrency'," + HEAD + ",'currency':'EUR','exponent':2,'ref':'note'}",
            "{'command':'DefineCurrency'," + HEAD + ",'currency':'USDT_TRC','exponent':0}",
            "{'command':'DefineWallet'," + HEAD + ",'wallet':'SPORTS','kind':'GAME','ref':'note'}",
            "{'command':'DefineSource'," + HEAD + ",'policies':{'quietPeriodSeconds':1,'stuckAfterSeconds':2,"
                    + "'roundIdleSeconds':4294967294,'lateWin':'ALLOW','rollbackAfterSettle':'REVERSE',"
                    + "'negative':'DEBT'},'name':'Provider \u00fc','ref':'note'}",
            "{'command':'DefineSource'," + HEAD + ",'policies':{'lateWin':'REJECT','rollbackAfterSettle':'REJECT',"
                    + "'negative':'REJECT'},'name':'x'}",
            "{'command':'OpenPlayer'," + HEAD + ",'player':9223372036854775807,'ref':'note'}",
            "{'command':'Deposit'," + HEAD + ",'player':1,'currency':'EUR','amount':'100','wallet':'CASH',"
                    + "'settled':true,'ref':'note'}",
            "{'command':'Deposit'," + HEAD + ",'player':1,'currency':'EUR','amount':'-1','settled':false}",
            "{'command':'Withdraw'," + HEAD + ",'player':1,'currency':'EUR','amount':'9223372036854775807',"
                    + "'wallet':'CASH','ref':'note'}",
            "{'command':'Transfer'," + HEAD + ",'player':1,'fromWallet':'CASH','toWallet':'SPORTS','currency':'EUR',"
                    + "'amount':'ALL','toPlayer':2,'ref':'note'}",
            "{'command':'Transfer'," + HEAD + ",'player':1,'fromWallet':'CASH','toWallet':'SPORTS','currency':'EUR',"
                    + "'amount':'5'}",
            "{'command':'Bet'," + HEAD + ",'player':1,'currency':'EUR','amount':'0','wallet':'CASH','round':'" + ID
                    + "','endRound':true,'ref':'note','jackpotContribution':'1','validBet':'2','game':'slot',"
                    + "'freeSpinRef':'f'}",
            "{'command':'Bet'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','endRound':false}",
            "{'command':'Bet'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','endRound':false,'game':'g'}",
            "{'command':'Win'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','wallet':'CASH','round':'" + ID
                    + "','betTxId':'" + ID + "','kind':'CASHOUT','endRound':true,'ref':'note','validBet':'2'}",
            "{'command':'Win'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','kind':'NORMAL','endRound':false}",
            "{'command':'Rollback'," + HEAD + ",'targetTxId':'" + ID + "','player':3,'amount':'4',"
                    + "'targetOriginatedAt':'1969-12-31T23:59:59.999Z','targetKind':'WIN','ref':'note'}",
            "{'command':'Rollback'," + HEAD + ",'targetTxId':'" + ID + "','targetKind':'ANY'}",
            "{'command':'EndRound'," + HEAD + ",'player':1,'round':'" + ID + "','action':'CLOSE','ref':'note'}",
            "{'command':'SetPlayerStatus'," + HEAD
                    + ",'player':1,'until':'2026-01-02T00:00:00.000000001Z','status':'FROZEN','binding':true,"
                    + "'reason':'asked for it','ref':'note'}",
            "{'command':'SetPlayerStatus'," + HEAD + ",'player':1,'status':'ACTIVE','binding':false,'reason':'x'}",
            "{'command':'SetLimit'," + HEAD
                    + ",'player':1,'currency':'EUR','amount':'100','limit':'WAGER','period':'MONTH'," + "'ref':'note'}",
            "{'command':'SetLimit'," + HEAD + ",'player':1,'currency':'EUR','limit':'DEPOSIT','period':'DAY'}",
            "{'command':'BetWin'," + HEAD
                    + ",'player':1,'currency':'EUR','betAmount':'5','winAmount':'7','minBalance':'3',"
                    + "'wallet':'CASH','round':'" + ID
                    + "','endRound':false,'ref':'note','jackpotContribution':'1','game':'slot'}",
            "{'command':'BetWin'," + HEAD
                    + ",'player':1,'currency':'EUR','betAmount':'5','winAmount':'0','minBalance':'0',"
                    + "'endRound':true}",
            "{'command':'Resettle'," + HEAD + ",'betTxId':'" + ID + "','payout':'5','version':3,'ref':'note'}",
            "{'command':'PlaceHold'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','wallet':'CASH','round':'"
                    + ID + "','expiresAt':'2026-01-02T00:00:00Z','purpose':'SPORT_BET','ref':'note'}",
            "{'command':'PlaceHold'," + HEAD + ",'player':1,'currency':'EUR','amount':'5','purpose':'WITHDRAWAL'}",
            "{'command':'PlaceHold'," + HEAD
                    + ",'player':1,'currency':'EUR','amount':'5','expiresAt':'2026-01-02T00:00:00Z',"
                    + "'purpose':'RESERVE'}",
            "{'command':'CaptureHold'," + HEAD + ",'hold':'" + ID + "','amount':'5','final':false,'ref':'note'}",
            "{'command':'ReleaseHold'," + HEAD + ",'hold':'" + ID + "','ref':'note'}",
            "{'command':'BeginTransfer'," + HEAD
                    + ",'player':1,'currency':'EUR','amount':'ALL','wallet':'CASH','provider':65534,"
                    + "'direction':'FROM_PROVIDER','ref':'note'}",
            "{'command':'BeginTransfer'," + HEAD
                    + ",'player':1,'currency':'EUR','amount':'7','provider':1,'direction':'TO_PROVIDER'}",
            "{'command':'DispatchTransfer'," + HEAD + ",'transfer':'" + ID + "','attempt':1,'ref':'note'}",
            "{'command':'ReportTransfer'," + HEAD + ",'transfer':'" + ID
                    + "','attempt':2,'actualAmount':'5','verdict':'IN_PROGRESS','providerRef':'p-1'," + "'ref':'note'}",
            "{'command':'ReportTransfer'," + HEAD + ",'transfer':'" + ID + "','attempt':2,'verdict':'OK'}",
            "{'command':'CancelTransfer'," + HEAD + ",'transfer':'" + ID + "','ref':'note'}",
            "{'command':'ResolveTransfer'," + HEAD + ",'transfer':'" + ID
                    + "','actualAmount':'5','verdict':'CANCEL','operator':'ann','approver':'bob',"
                    + "'reason':'called them','ref':'note'}",
            "{'command':'ResolveTransfer'," + HEAD + ",'transfer':'" + ID
                    + "','verdict':'CONFIRM','operator':'ann','approver':'bob','reason':'called them'}",
            "{'command':'CreateCampaign'," + HEAD + ",'campaign':'" + ID
                    + "','currency':'EUR','wallet':'BONUS','pot':'1000','shares':10,'minShare':'1',"
                    + "'seed':'18446744073709551615','opensAt':'2026-01-01T00:00:00Z',"
                    + "'closesAt':'2026-01-02T00:00:00Z','split':'LUCKY','ref':'note'}",
            "{'command':'CreateCampaign'," + HEAD + ",'campaign':'" + ID
                    + "','currency':'EUR','pot':'1000','shares':10,'minShare':'1','seed':'0',"
                    + "'opensAt':'2026-01-01T00:00:00Z','closesAt':'2026-01-02T00:00:00Z','split':'EQUAL'}",
            "{'command':'ClaimCampaign'," + HEAD + ",'player':1,'campaign':'" + ID + "','ref':'note'}",
            "{'command':'ControlCampaign'," + HEAD + ",'campaign':'" + ID + "','action':'CLOSE','ref':'note'}",
            "{'command':'Adjust'," + HEAD
                    + ",'player':1,'currency':'EUR','amount':'-5','wallet':'CASH','operator':'ann',"
                    + "'approver':'bob','reason':'a mistake','ref':'note'}",
            "{'command':'Batch'," + HEAD + ",'player':1,'commands':[{'command':'Deposit','source':8,'txId':'" + ID
                    + "','originatedAt':'2026-01-01T00:00:00Z','player':2,'currency':'EUR','amount':'5',"
                    + "'settled':false,'ref':'inner'},{'command':'BetWin','txId':'" + ID
                    + "','player':1,'currency':'EUR','betAmount':'5','winAmount':'0','minBalance':'0',"
                    + "'endRound':true,'game':'g'},{'command':'ReleaseHold','txId':'" + ID + "','hold':'" + ID
                    + "'}],'ref':'note'}",
            "{'command':'Batch'," + HEAD + ",'player':1,'commands':[{'command':'CaptureHold','txId':'" + ID
                    + "','hold':'" + ID + "','amount':'0','final':true}]}",
            "{'command':'GetPlayer','source':7,'player':1}",
            "{'command':'GetBalance','source':7,'player':1,'wallet':'CASH','currency':'EUR'}",
            "{'command':'GetBalance','source':7,'player':1}",
            "{'command':'GetTransaction'," + HEAD + ",'kind':'Bet'}",
            "{'command':'GetTransaction','source':7,'txId':'" + ID + "','kind':'DefineSource'}",
            "{'command':'GetRound','source':7,'player':1,'round':'" + ID + "'}",
            "{'command':'GetHold','source':7,'hold':'" + ID + "'}",
            "{'command':'GetTransfer','source':7,'transfer':'" + ID + "'}",
            "{'command':'ListTransfers','source':7,'after':'" + ID + "','limit':10,'state':'CANCELLED','stuck':false}",
            "{'command':'ListTransfers','source':7,'limit':65534}",
            "{'command':'GetCampaign','source':7,'campaign':'" + ID + "'}",
            "{'command':'GetTrialBalance','source':7,'currency':'EUR'}",
            "{'command':'GetStateHash','source':7}");

    /** Fixed values for what a line leaves out. */
    public static final Defaults DEFAULTS = new Defaults() {
        @Override
        public int source() {
            return 1;
        }

        @Override
        public long nowMs() {
            return 1_767_225_600_000L;
        }

        @Override
        public long correlationId() {
            return 42;
        }

        @Override
        public TxId txId() {
            return new TxId(8, 9);
        }
    };

    private CommandLines() {}

    /** Parses a line, in which apostrophes may stand for quotes. */
    public static ObjectNode json(final String line) {
        try {
            return (ObjectNode) MAPPER.readTree(line.replace('\'', '"'));
        } catch (final JsonProcessingException ex) {
            throw new IllegalArgumentException(line, ex);
        }
    }

    /** The frame of a line, in a buffer that ends with it. */
    public static UnsafeBuffer frame(final String line) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
        try {
            final int length = CommandJson.encode(json(line), DEFAULTS, buffer, 0);
            final byte[] frame = new byte[length];
            buffer.getBytes(0, frame);
            return new UnsafeBuffer(frame);
        } catch (final UnknownCommandException | MalformedCommandException ex) {
            throw new IllegalArgumentException(line, ex);
        }
    }
}
