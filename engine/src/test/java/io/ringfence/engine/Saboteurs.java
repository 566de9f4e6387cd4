package io.ringfence.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.testkit.CommandSettings;
import io.ringfence.testkit.reference.LedgerConfig;
import java.util.HashSet;
import java.util.Set;

/** Engines that each break one rule. An honest twin, sent the same, tells when the rule applies. */
final class Saboteurs {
    private static final int PLAYERS = CommandSettings.whole().players();

    private Saboteurs() {}

    /** Breaks a rule knowing what the right answer is. */
    private abstract static class Saboteur extends GeneratedRun {
        private final GeneratedRun honest;

        Saboteur(final long seed, final LedgerConfig config) {
            super(seed, config);
            honest = new GeneratedRun(seed, config);
        }

        @Override
        final ObjectNode apply(final ObjectNode command) {
            // Drawn alike, so that its clock moves with this one's.
            honest.next();
            return sabotage(command.deepCopy(), honest.apply(command));
        }

        /** Sends it, or something else; the answer to give. */
        abstract ObjectNode sabotage(ObjectNode command, ObjectNode right);

        /** Sends it as it is. */
        final ObjectNode send(final ObjectNode command) {
            return super.apply(command);
        }
    }

    /** A command that was reversed before it came happens all the same. */
    static final class TombstoneIgnored extends Saboteur {
        private final Set<String> tombstones = new HashSet<>();

        TombstoneIgnored(final long seed, final LedgerConfig config) {
            super(seed, config);
        }

        @Override
        ObjectNode sabotage(final ObjectNode command, final ObjectNode right) {
            final String source = command.path("source").asText() + "/";
            final String txId = command.path("txId").asText();
            if (is(right, "TOMBSTONED")) {
                tombstones.add(source + command.get("targetTxId").asText());
            }
            final boolean isBuried = is(right, "CANCELLED_BY_ROLLBACK") && tombstones.contains(source + txId);
            return send(isBuried ? command.put("txId", "late-" + txId) : command);
        }
    }

    /** No credit repays a debt: what is owed is put out of sight of every command. */
    static final class DebtNotRecovered extends Saboteur {
        DebtNotRecovered(final long seed, final LedgerConfig config) {
            super(seed, config);
        }

        @Override
        ObjectNode sabotage(final ObjectNode command, final ObjectNode right) {
            final int currencies = engine().state().definitions().currencies().count();
            final long[] hidden = new long[(PLAYERS + 1) * currencies];
            for (int slot = 0; slot < hidden.length; slot++) {
                hidden[slot] = hide(slot / currencies, slot % currencies);
            }
            final ObjectNode reply = send(command);
            for (int slot = 0; slot < hidden.length; slot++) {
                if (hidden[slot] != 0) {
                    post(debtRow(slot / currencies, slot % currencies), slot % currencies, -hidden[slot]);
                }
            }
            return reply;
        }

        private long hide(final int player, final int currency) {
            final int row = debtRow(player, currency);
            final long owed =
                    row == Accounts.NULL_ROW ? 0 : -engine().state().accounts().available(row);
            if (owed != 0) {
                post(row, currency, owed);
            }
            return owed;
        }

        private int debtRow(final int player, final int currency) {
            final int row = engine().state().players().find(player);
            return row == Accounts.NULL_ROW ? row : engine().state().accounts().findDebt(row, currency);
        }

        private void post(final int row, final int currency, final long amount) {
            engine().state().accounts().post(row, amount);
            engine().state().accounts().postSystem(AccountKind.ADJUSTMENT, 0, currency, 0, -amount);
        }
    }

    /** A second claim of a player takes another share, in the name of somebody else. */
    static final class ClaimTwice extends Saboteur {
        ClaimTwice(final long seed, final LedgerConfig config) {
            super(seed, config);
        }

        @Override
        ObjectNode sabotage(final ObjectNode command, final ObjectNode right) {
            final boolean isSecond =
                    is(right, "ALREADY_CLAIMED") && !right.path("replay").asBoolean();
            return send(isSecond ? command.put("player", command.get("player").asInt() % PLAYERS + 1) : command);
        }
    }

    /** What a provider does not find right after it was sent counts as never done. */
    static final class QuietPeriodIgnored extends Saboteur {
        QuietPeriodIgnored(final long seed, final LedgerConfig config) {
            super(seed, config);
        }

        @Override
        ObjectNode sabotage(final ObjectNode command, final ObjectNode right) {
            if (!"DefineSource".equals(command.get("command").asText())) {
                return send(command);
            }
            command.withObject("policies").put("quietPeriodSeconds", 0);
            send(command);
            return right;
        }
    }

    /** What a Batch did before it failed stays done. */
    static final class BatchNotUndone extends Saboteur {
        BatchNotUndone(final long seed, final LedgerConfig config) {
            super(seed, config);
        }

        @Override
        ObjectNode sabotage(final ObjectNode command, final ObjectNode right) {
            final int done =
                    is(right, "BATCH_FAILED") ? right.get("failedIndex").asInt() : 0;
            if (done == 0 || right.get("replay").asBoolean()) {
                return send(command);
            }
            final ArrayNode commands = command.withArray("commands");
            while (commands.size() > done) {
                commands.remove(commands.size() - 1);
            }
            send(command);
            return right;
        }
    }

    private static boolean is(final ObjectNode reply, final String outcome) {
        return outcome.equals(reply.get("outcome").asText());
    }
}
