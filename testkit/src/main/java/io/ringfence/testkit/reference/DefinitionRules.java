package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.Map;

/** DefineCurrency, DefineWallet, DefineSource, OpenPlayer. */
final class DefinitionRules extends Rules {
    DefinitionRules(final World world) {
        super(world);
    }

    @Override
    void decide(final Request request, final Decision decision) {
        final Outcome refusal =
                switch (request.kind) {
                    case "DefineCurrency" ->
                        define(
                                definitions.currencies,
                                request.currency(),
                                request.number("exponent").intValue(),
                                config.currenciesMax());
                    case "DefineWallet" ->
                        define(definitions.wallets, request.wallet, request.text("kind"), config.walletsMax());
                    case "DefineSource" -> defineSource(request);
                    case "OpenPlayer" -> openPlayer(request);
                    default -> throw new IllegalArgumentException(request.kind);
                };
        decision.done(refusal == null ? Outcome.OK : refusal, BigInteger.ZERO);
    }

    private <V> Outcome define(final Map<String, V> defined, final String code, final V value, final int max) {
        final V before = defined.get(code);
        final Outcome refusal = firstOf(
                when(before != null && !before.equals(value), Outcome.ALREADY_EXISTS),
                when(before == null && !LedgerConfig.mayOpen(defined.size(), max), Outcome.CAPACITY_EXCEEDED),
                checkMemory(1));
        if (refusal == null) {
            defined.put(code, value);
        }
        return refusal;
    }

    private Outcome defineSource(final Request request) {
        final boolean isNew = !definitions.sources.containsKey(request.source);
        final boolean isFull = !LedgerConfig.mayOpen(definitions.sources.size(), config.sourcesMax());
        final Outcome refusal = firstOf(when(isNew && isFull, Outcome.CAPACITY_EXCEEDED), checkMemory(1));
        if (refusal == null) {
            definitions.sources.put(request.source, request.policy());
        }
        return refusal;
    }

    private Outcome openPlayer(final Request request) {
        final boolean isFull = !LedgerConfig.mayOpen(definitions.players.size(), config.playersMax());
        final Outcome refusal = firstOf(
                checkPositive(request.player()),
                checkSource(request.source),
                when(definitions.players.contains(request.player()), Outcome.ALREADY_EXISTS),
                when(isFull, Outcome.CAPACITY_EXCEEDED),
                checkMemory(1));
        if (refusal == null) {
            definitions.players.add(request.player());
        }
        return refusal;
    }
}
