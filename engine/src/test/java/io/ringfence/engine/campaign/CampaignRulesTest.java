package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.ThingLedger;
import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.CampaignState;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignRulesTest {
    private static final long HOUR_S = 3_600;

    private ThingLedger ledger = new ThingLedger();

    private Command campaign(final long id, final long pot, final long shares, final Split split) {
        final Command command = ledger.next();
        command.thingLow = id;
        command.currency = Codes.pack("EUR");
        command.amount = pot;
        command.shares = shares;
        command.option = split.value();
        command.minShare = 1;
        command.seed = 42;
        command.saltHigh = 0x1111_1111_1111_1111L;
        command.saltLow = 0x2222_2222_2222_2222L;
        command.opensAtNs = ledger.timestampNs;
        command.endsAtNs = ledger.timestampNs + HOUR_S * ThingLedger.SECOND;
        return command;
    }

    private Outcome create(final long id, final long pot, final long shares, final Split split) {
        campaign(id, pot, shares, split);
        return create();
    }

    private Outcome create() {
        return ledger.apply(ledger.campaignRules::create);
    }

    private Outcome claim(final long id, final long player) {
        ledger.next().thingLow = id;
        ledger.command.player = player;
        return ledger.apply(ledger.campaignRules::claim);
    }

    private Outcome control(final long id, final CampaignAction action) {
        ledger.next().thingLow = id;
        ledger.command.option = action.value();
        return ledger.apply(ledger.campaignRules::control);
    }

    private Campaigns campaigns() {
        return ledger.campaigns.campaigns();
    }

    private int row(final long id) {
        return campaigns().find(0, id);
    }

    private void assertPot(final long pot, final long promo) {
        assertEquals(pot, ledger.balance(AccountKind.POT, 0), "pot");
        assertEquals(promo, ledger.balance(AccountKind.PROMO, 0), "promo");
    }

    @Test
    void shouldPayTheSharesInTheOrderOfTheSplit() {
        campaign(1, 500, 8, Split.LUCKY).minShare = 10;
        assertEquals(Outcome.OK, create());
        assertEquals(500, ledger.answer.amount);
        assertTrue(ledger.answer.hasSeedHash);
        assertEquals(Codes.pack("CASH"), ledger.answer.wallet);
        assertEquals(Command.ABSENT, ledger.answer.available);
        assertPot(500, -500);
        final long[] expected = {36, 68, 69, 112, 72, 23, 31, 89};
        for (int index = 0; index < expected.length; index++) {
            final long player = 100L + index;
            ledger.players.open(player);
            assertEquals(Outcome.CLAIMED, claim(1, player));
            assertEquals(expected[index], ledger.answer.amount);
            assertEquals(expected[index], ledger.answer.available);
        }
        assertEquals(Outcome.SOLD_OUT, claim(1, 7));
        assertEquals(0, ledger.answer.amount);
        assertEquals(0, ledger.answer.available, "of the campaign's wallet, where nothing is");
        assertPot(0, -500);
    }

    @Test
    void shouldPayAPlayerOnceWhateverTheTxId() {
        create(1, 100, 3, Split.EQUAL);
        assertEquals(Outcome.CLAIMED, claim(1, 7));
        assertEquals(34, ledger.answer.amount);
        assertEquals(Outcome.ALREADY_CLAIMED, claim(1, 7));
        assertEquals(34, ledger.answer.amount, "the first amount");
        assertEquals(34, ledger.available(7, "CASH"));
        control(1, CampaignAction.CLOSE);
        assertEquals(Outcome.ALREADY_CLAIMED, claim(1, 7), "before ENDED");
        assertEquals(Outcome.ENDED, claim(1, 8));
        create(2, 100, 3, Split.EQUAL);
        assertEquals(Outcome.CLAIMED, claim(2, 7), "another campaign");
    }

    @Test
    void shouldReturnTheRestWhenItIsClosed() {
        create(1, 100, 3, Split.EQUAL);
        claim(1, 7);
        assertEquals(Outcome.OK, control(1, CampaignAction.CLOSE));
        assertEquals(66, ledger.answer.amount);
        assertPot(0, -34);
        assertEquals(Outcome.OK, control(1, CampaignAction.CLOSE), "again");
        assertEquals(0, ledger.answer.amount);
        assertEquals(Outcome.ENDED, control(1, CampaignAction.PAUSE));
        assertEquals(Outcome.ENDED, control(1, CampaignAction.RESUME));
        assertEquals(CampaignState.ENDED, campaigns().state(row(1)));
        assertEquals(0, campaigns().rest(row(1)));
    }

    @Test
    void shouldEndByJournalTime() {
        create(1, 100, 3, Split.EQUAL);
        ledger.timestampNs += HOUR_S * ThingLedger.SECOND - 1;
        assertEquals(Outcome.CLAIMED, claim(1, 7));
        ledger.timestampNs += 1;
        assertEquals(Outcome.ENDED, claim(1, 8));
        assertPot(0, -34);
        assertEquals(Outcome.OK, control(1, CampaignAction.CLOSE));
    }

    @Test
    void shouldEndInOrderOfTimeAndCreationInPortions() {
        create(1, 10, 1, Split.EQUAL);
        campaign(2, 10, 1, Split.EQUAL).endsAtNs -= ThingLedger.SECOND;
        create();
        create(3, 10, 1, Split.EQUAL);
        assertEquals(ledger.timestampNs + (HOUR_S - 1) * ThingLedger.SECOND, ledger.campaigns.nextDueNs());
        ledger.advanceSeconds(HOUR_S);
        assertEquals(1, ledger.campaigns.closeDue(ledger.timestampNs, 1));
        assertTrue(campaigns().isEnded(row(2)));
        assertEquals(1, ledger.campaigns.closeDue(ledger.timestampNs, 1));
        assertTrue(campaigns().isEnded(row(1)));
        assertEquals(1, ledger.campaigns.closeDue(ledger.timestampNs, 100));
        assertEquals(0, ledger.campaigns.closeDue(ledger.timestampNs, 100));
        assertEquals(
                ledger.timestampNs + (HOUR_S - 1) * ThingLedger.SECOND,
                ledger.campaigns.nextDueNs(),
                "the first is forgotten as long after its end as ids are");
        assertPot(0, 0);
    }

    @Test
    void shouldPauseAndGoOn() {
        create(1, 100, 3, Split.EQUAL);
        assertEquals(Outcome.OK, control(1, CampaignAction.PAUSE));
        assertEquals(Outcome.OK, control(1, CampaignAction.PAUSE), "again");
        assertEquals(Outcome.PAUSED, claim(1, 7));
        assertEquals(Outcome.OK, control(1, CampaignAction.RESUME));
        assertEquals(Outcome.OK, control(1, CampaignAction.RESUME), "again");
        assertEquals(Outcome.CLAIMED, claim(1, 7));
        control(1, CampaignAction.PAUSE);
        assertEquals(Outcome.ALREADY_CLAIMED, claim(1, 7), "before PAUSED");
        ledger.advanceSeconds(HOUR_S);
        assertEquals(Outcome.ENDED, claim(1, 8), "a paused campaign ends, too");
    }

    @Test
    void shouldRefuseClaimsInOrder() {
        campaign(1, 1, 1, Split.EQUAL).opensAtNs += ThingLedger.SECOND;
        create();
        control(1, CampaignAction.PAUSE);
        ledger.lock(8, PlayerStatus.BET_LOCKED);
        assertEquals(Outcome.AMOUNT_INVALID, claim(1, 0));
        assertEquals(Outcome.PLAYER_NOT_FOUND, claim(5, 99));
        assertEquals(Outcome.CAMPAIGN_NOT_FOUND, claim(5, 8));
        assertEquals(Command.ABSENT, ledger.answer.available);
        assertEquals(Outcome.NOT_STARTED, claim(1, 8));
        ledger.advanceSeconds(1);
        assertEquals(Outcome.PAUSED, claim(1, 8));
        control(1, CampaignAction.RESUME);
        assertEquals(Outcome.PLAYER_BLOCKED, claim(1, 8));
        assertEquals(Outcome.CLAIMED, claim(1, 7));
        assertEquals(Outcome.SOLD_OUT, claim(1, 8));
        assertEquals(Outcome.CAMPAIGN_NOT_FOUND, control(5, CampaignAction.PAUSE));
        ledger.next().thingLow = 1;
        ledger.command.player = 7;
        ledger.command.source = 3;
        assertEquals(Outcome.SOURCE_UNKNOWN, ledger.apply(ledger.campaignRules::claim));
    }

    @ParameterizedTest
    @CsvSource({
        "  1,      2,  1, SPLIT_IMPOSSIBLE",
        "  0,      1,  1, SPLIT_IMPOSSIBLE",
        "  0,      0,  1, SPLIT_IMPOSSIBLE",
        "199,      2, 100, SPLIT_IMPOSSIBLE",
        "1000000, 100001, 1, SPLIT_IMPOSSIBLE",
        " -1,      1,  1, AMOUNT_INVALID",
        "  1,     -1,  1, AMOUNT_INVALID",
        "  1,      1,  0, AMOUNT_INVALID",
        "  2,      2,  1, OK"
    })
    void shouldRefuseWhatCannotBeSplit(final long pot, final long shares, final long minShare, final Outcome expected) {
        for (final Split split : new Split[] {Split.EQUAL, Split.LUCKY}) {
            campaign(split.value() + 1L, pot, shares, split).minShare = minShare;
            assertEquals(expected, create(), split.name());
        }
    }

    @Test
    void shouldRefuseCreationsInOrder() {
        final List<Outcome> refusals = new ArrayList<>();
        create(1, 10, 1, Split.EQUAL);
        final Command command = campaign(1, 1, 2, Split.EQUAL);
        command.minShare = 0;
        command.endsAtNs = ledger.timestampNs;
        command.currency = Codes.pack("XXX");
        command.wallet = Codes.pack("NONE");
        command.source = 3;
        refusals.add(create());
        command.minShare = 1;
        refusals.add(create());
        command.endsAtNs = ledger.timestampNs + 1;
        command.opensAtNs = ledger.timestampNs + 2;
        refusals.add(create());
        command.endsAtNs = ledger.timestampNs + 3;
        refusals.add(create());
        command.currency = Codes.pack("EUR");
        refusals.add(create());
        command.wallet = Codes.pack("BONUS");
        refusals.add(create());
        command.source = 2;
        refusals.add(create());
        command.thingLow = 2;
        refusals.add(create());
        command.amount = 2;
        refusals.add(create());
        assertEquals(
                List.of(
                        Outcome.AMOUNT_INVALID,
                        Outcome.TIME_INVALID,
                        Outcome.TIME_INVALID,
                        Outcome.CURRENCY_UNKNOWN,
                        Outcome.WALLET_UNKNOWN,
                        Outcome.SOURCE_UNKNOWN,
                        Outcome.ALREADY_EXISTS,
                        Outcome.SPLIT_IMPOSSIBLE,
                        Outcome.OK),
                refusals);
        ledger.timestampNs += 2;
        assertEquals(Outcome.CLAIMED, claim(2, 7));
        assertEquals(1, ledger.available(7, "BONUS"));
    }

    @Test
    void shouldStopOpeningsAtNinetyPercentOfWhatIsOpen() {
        ledger = new ThingLedger(10, 4, 100);
        assertEquals(Outcome.CAPACITY_EXCEEDED, create(1, 1_000, 91, Split.EQUAL));
        assertEquals(Outcome.OK, create(1, 1_000, 45, Split.EQUAL));
        assertEquals(Outcome.OK, create(2, 1_000, 45, Split.EQUAL));
        assertEquals(Outcome.CAPACITY_EXCEEDED, create(3, 1, 1, Split.EQUAL));
        control(2, CampaignAction.CLOSE);
        assertEquals(Outcome.CAPACITY_EXCEEDED, create(3, 1_000, 46, Split.EQUAL));
        assertEquals(Outcome.ENDED, claim(2, 7), "what would not help does not make way");
        assertEquals(Outcome.OK, create(3, 1, 1, Split.EQUAL));
        assertEquals(Outcome.CAMPAIGN_NOT_FOUND, claim(2, 7), "an ended campaign makes way");
        assertEquals(Outcome.OK, create(4, 1, 1, Split.EQUAL));
        assertEquals(Outcome.CAPACITY_EXCEEDED, create(5, 1, 1, Split.EQUAL));
        ledger.advanceSeconds(HOUR_S);
        assertEquals(Outcome.OK, create(5, 1, 1, Split.EQUAL), "what is due makes way, too");
    }

    @Test
    void shouldForgetACampaignInOneStepAndGiveItsClaimsBackInPortions() {
        create(1, 300, 300, Split.EQUAL);
        create(2, 300, 300, Split.LUCKY);
        for (int player = 100; player < 400; player++) {
            ledger.players.open(player);
            assertEquals(Outcome.CLAIMED, claim(1, player));
        }
        claim(2, 7);
        control(1, CampaignAction.CLOSE);
        campaigns().remove(row(1));
        ledger.check();
        assertEquals(Outcome.CAMPAIGN_NOT_FOUND, claim(1, 100));
        assertEquals(Outcome.OK, create(1, 300, 300, Split.EQUAL), "the id is free");
        assertEquals(Outcome.CLAIMED, claim(1, 100), "of the new campaign");
        assertEquals(64, ledger.campaigns.giveBackClaims(64));
        ledger.check();
        assertEquals(236, ledger.campaigns.giveBackClaims(1_000));
        assertFalse(ledger.campaigns.hasClaimsToGiveBack());
        ledger.check();
        assertEquals(Outcome.ALREADY_CLAIMED, claim(1, 100));
        assertEquals(Outcome.ALREADY_CLAIMED, claim(2, 7));
    }

    @Test
    void shouldHaveRoomForAClaimHoweverManyWaitToBeGivenBack() {
        ledger = new ThingLedger(10, 10, 100);
        for (int id = 1; id <= 9; id++) {
            assertEquals(Outcome.OK, create(id, 90, 90, Split.LUCKY));
            for (int player = 100; player < 190; player++) {
                if (id == 1) {
                    ledger.players.open(player);
                }
                assertEquals(Outcome.CLAIMED, claim(id, player));
            }
            control(id, CampaignAction.CLOSE);
            campaigns().remove(row(id));
        }
        assertEquals(9, ledger.available(100, "CASH"));
    }

    @Test
    void shouldForgetAnEndedCampaignAfterTheTimeOfIds() {
        create(1, 10, 1, Split.EQUAL);
        assertEquals(1, campaigns().openCount());
        ledger.advanceSeconds(1);
        control(1, CampaignAction.CLOSE);
        assertEquals(0, campaigns().openCount());
        ledger.timestampNs += HOUR_S * ThingLedger.SECOND - 1;
        assertEquals(Outcome.ENDED, claim(1, 7));
        ledger.timestampNs += 1;
        assertEquals(Outcome.CAMPAIGN_NOT_FOUND, claim(1, 7));
        assertEquals(Outcome.OK, create(1, 10, 1, Split.EQUAL), "the id is free");
    }

    @Test
    void shouldRepayDebtWithAShare() {
        ledger.takeIntoDebt(7, 10);
        create(1, 25, 1, Split.EQUAL);
        assertEquals(Outcome.CLAIMED, claim(1, 7));
        assertEquals(25, ledger.answer.amount);
        assertEquals(10, ledger.answer.debtRepaid);
        assertEquals(0, ledger.answer.debt);
        assertEquals(15, ledger.available(7, "CASH"));
    }

    @Test
    void shouldLeaveTheShareToTheNextWhenTheWalletIsFull() {
        create(1, 30, 2, Split.EQUAL);
        ledger.deposit(7, "CASH", Long.MAX_VALUE - 14);
        assertEquals(Outcome.AMOUNT_OVERFLOW, claim(1, 7));
        assertEquals(Outcome.CLAIMED, claim(1, 8));
        assertPot(15, -30);
    }

    @Test
    void shouldListCampaignsInOrderOfCreation() {
        for (int id = 1; id <= 4; id++) {
            create(id, 10, 1, Split.EQUAL);
        }
        control(2, CampaignAction.CLOSE);
        campaigns().remove(row(2));
        create(5, 10, 1, Split.EQUAL);
        final List<Long> ids = new ArrayList<>();
        for (int row = campaigns().first();
                row != Campaigns.NULL_ROW;
                row = campaigns().next(row)) {
            ids.add(campaigns().idLow(row));
        }
        assertEquals(List.of(1L, 3L, 4L, 5L), ids);
    }
}
