package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.ThingLedger;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.snapshot.SnapshotReader;
import io.ringfence.engine.snapshot.SnapshotWriter;
import io.ringfence.engine.transfer.Transfers;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.CampaignAction;
import io.ringfence.protocol.codec.Split;
import io.ringfence.protocol.codec.TransferDirection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Transfers, campaigns and claims go through a snapshot: what was loaded behaves like what was replayed. */
class ThingSnapshotTest {
    private static ThingLedger busy() {
        final ThingLedger ledger = new ThingLedger();
        ledger.deposit(7, "CASH", 1_000);
        for (int player = 100; player < 170; player++) {
            ledger.players.open(player);
        }
        begin(ledger, 5, 9);
        begin(ledger, 4, 2);
        ledger.next().thingLow = 5;
        ledger.apply(ledger.transferRules::cancel);
        begin(ledger, 3, 9);
        create(ledger, 9);
        create(ledger, 8);
        create(ledger, 7);
        for (int player = 100; player < 170; player++) {
            claim(ledger, 9, player);
            claim(ledger, 7, player);
        }
        ledger.next().thingLow = 9;
        ledger.command.option = CampaignAction.CLOSE.value();
        ledger.apply(ledger.campaignRules::control);
        final Campaigns campaigns = ledger.campaigns.campaigns();
        campaigns.remove(campaigns.find(0, 9));
        return ledger;
    }

    private static void begin(final ThingLedger ledger, final long id, final int provider) {
        final Command command = ledger.next();
        command.txIdLow = id;
        command.player = 7;
        command.currency = Codes.pack("EUR");
        command.amount = 10;
        command.provider = provider;
        command.option = TransferDirection.TO_PROVIDER.value();
        assertEquals(Outcome.OK, ledger.apply(ledger.transferRules::begin));
    }

    private static void create(final ThingLedger ledger, final long id) {
        final Command command = ledger.next();
        command.thingLow = id;
        command.currency = Codes.pack("EUR");
        command.amount = 10_000;
        command.shares = 150;
        command.minShare = 1;
        command.seed = id;
        command.option = Split.LUCKY.value();
        command.opensAtNs = ledger.timestampNs;
        command.endsAtNs = ledger.timestampNs + ThingLedger.SECOND;
        assertEquals(Outcome.OK, ledger.apply(ledger.campaignRules::create));
    }

    private static long claim(final ThingLedger ledger, final long id, final long player) {
        ledger.next().thingLow = id;
        ledger.command.player = player;
        assertEquals(Outcome.CLAIMED, ledger.apply(ledger.campaignRules::claim));
        return ledger.answer.amount;
    }

    private static byte[] write(final ThingLedger ledger) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final SnapshotWriter writer = new SnapshotWriter((buffer, offset, length) -> {
            final byte[] chunk = new byte[length];
            buffer.getBytes(offset, chunk);
            bytes.writeBytes(chunk);
        });
        final int sections = ledger.sections().size();
        writer.writeHeader(1, 1, 1, ledger.hash.value(), sections, new UnsafeBuffer(new byte[8]), 8);
        writer.writeSections(ledger.sections());
        return bytes.toByteArray();
    }

    private static ThingLedger read(final byte[] bytes) {
        final ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        final ThingLedger ledger = ThingLedger.empty();
        final SnapshotReader reader = new SnapshotReader((buffer, offset, length) -> {
            try {
                buffer.putBytes(offset, source.readNBytes(length));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.readHeader();
        reader.readSections(ledger.sections());
        ledger.definitions.relink();
        ledger.transfers.relink();
        assertEquals(reader.stateHash(), ledger.hash.value());
        return ledger;
    }

    @Test
    void shouldBehaveLikeTheStateThatWasWritten() {
        final ThingLedger written = busy();
        final byte[] bytes = write(written);
        final ThingLedger loaded = read(bytes);
        loaded.check();
        assertArrayEquals(bytes, write(loaded));
        for (final ThingLedger ledger : new ThingLedger[] {written, loaded}) {
            ledger.timestampNs = ThingLedger.START_NS;
            final Transfers transfers = ledger.transfers.transfers();
            final int first = transfers.firstOfSource(0);
            assertEquals(5, transfers.idLow(first));
            assertEquals(4, transfers.idLow(transfers.nextOfSource(first)));
            assertEquals(2, transfers.openCount());
            ledger.next().thingLow = 3;
            assertEquals(Outcome.OK, ledger.apply(ledger.transferRules::cancel));
            assertEquals(990, ledger.available(7, "CASH"));
        }
        assertEquals(claim(written, 7, 8), claim(loaded, 7, 8), "the next share");
        assertEquals(claim(written, 8, 8), claim(loaded, 8, 8));
        written.timestampNs += ThingLedger.SECOND;
        assertEquals(2, written.campaigns.closeDue(written.timestampNs, 9));
        assertEquals(2, loaded.campaigns.closeDue(written.timestampNs, 9));
        written.check();
        loaded.check();
    }

    @Test
    void shouldNotTellWhetherClaimsOfAForgottenCampaignWereGivenBack() {
        final ThingLedger some = busy();
        final ThingLedger all = busy();
        some.campaigns.giveBackClaims(3);
        all.campaigns.giveBackClaims(1_000);
        assertEquals(all.hash.value(), some.hash.value());
        assertArrayEquals(write(all), write(some));
    }
}
