package io.ringfence.peers;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiNop;
import exchange.core2.core.common.api.reports.SingleUserReportQuery;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.InitialStateConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.common.config.SerializationConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * exchange-core 0.5.3 in this process, without a network. A transfer is two balance adjustments, which are two commands
 * and not atomic. Its pipeline has six threads for one adjustment, with a journal seven.
 */
final class ExchangeCorePeer {
    private static final int CASH = 840;
    private static final int SPORTS = 841;
    private static final int CYCLE = 200_000;
    private static final int WARM_UP_CYCLES = 3;
    private static final int SAMPLE_STEP = 97;

    private final int[] keys;
    private final int players;
    private final int millis;
    private final AtomicLong results = new AtomicLong();
    private long good;
    private long bad;
    private long transactionId;

    ExchangeCorePeer(final int[] keys, final int players, final int millis) {
        this.keys = keys;
        this.players = players;
        this.millis = millis;
    }

    Figures run(final boolean isJournaled, final String waiting, final int groupLimit) throws Exception {
        Files.createDirectories(Path.of("dumps"));
        final ExchangeCore core = core(isJournaled, waiting, groupLimit);
        core.startup();
        final ExchangeApi api = core.getApi();
        long submitted = 0;
        for (int player = 1; player <= players; player++) {
            api.submitCommand(ApiAddUser.builder().uid(player).build());
            api.submitCommand(adjustment(player, CASH, PeerMain.DEPOSIT));
            submitted++;
        }
        api.submitCommandAsync(ApiNop.builder().build()).get();
        await(submitted);
        long transfers = 0;
        long counted = 0;
        long spentNs = 0;
        for (int cycle = 0; spentNs < millis * 1_000_000L || cycle < WARM_UP_CYCLES + 1; cycle++) {
            final ApiCommand[] commands = commands(transfers);
            System.gc();
            final long startNs = System.nanoTime();
            for (final ApiCommand command : commands) {
                api.submitCommand(command);
            }
            submitted += commands.length;
            await(submitted);
            final long cycleNs = System.nanoTime() - startNs;
            transfers += CYCLE;
            if (cycle >= WARM_UP_CYCLES) {
                spentNs += cycleNs;
                counted += CYCLE;
            }
        }
        final boolean isRight = bad == 0 && areBalancesRight(api, transfers);
        final double perSecond = counted * 1e9 / spentNs;
        return new Figures(
                perSecond,
                2 * perSecond,
                0,
                0,
                counted,
                isRight,
                "in process, no network, " + waiting + ", groups of " + groupLimit
                        + (isJournaled ? ", DISK_JOURNALING" : ", no journal"));
    }

    private ExchangeCore core(final boolean isJournaled, final String waiting, final int groupLimit) {
        return ExchangeCore.builder()
                .resultsConsumer((command, sequence) -> {
                    if (command.command == OrderCommandType.BALANCE_ADJUSTMENT) {
                        if (command.resultCode == CommandResultCode.SUCCESS) {
                            good++;
                        } else {
                            bad++;
                        }
                        results.lazySet(good + bad);
                    }
                })
                .exchangeConfiguration(ExchangeConfiguration.defaultBuilder()
                        .initStateCfg(
                                // A new name each time: it cannot write to a journal that is there.
                                InitialStateConfiguration.cleanStartJournaling("B" + System.nanoTime()))
                        .performanceCfg(PerformanceConfiguration.baseBuilder()
                                .ringBufferSize(64 * 1024)
                                .matchingEnginesNum(1)
                                .riskEnginesNum(1)
                                .msgsInGroupLimit(groupLimit)
                                .waitStrategy(CoreWaitStrategy.valueOf(waiting))
                                .threadFactory(Thread::new)
                                .build())
                        .serializationCfg(
                                isJournaled
                                        ? SerializationConfiguration.DISK_JOURNALING
                                        : SerializationConfiguration.DEFAULT)
                        .build())
                .build();
    }

    /** Built off the clock. */
    private ApiCommand[] commands(final long from) {
        final ApiCommand[] commands = new ApiCommand[2 * CYCLE];
        for (int i = 0; i < CYCLE; i++) {
            final int key = keys[(int) ((from + i) % keys.length)];
            final int player = Math.abs(key);
            final long amount = key > 0 ? PeerMain.AMOUNT : -PeerMain.AMOUNT;
            commands[2 * i] = adjustment(player, CASH, -amount);
            commands[2 * i + 1] = adjustment(player, SPORTS, amount);
        }
        return commands;
    }

    private ApiCommand adjustment(final long player, final int currency, final long amount) {
        return ApiAdjustUserBalance.builder()
                .uid(player)
                .currency(currency)
                .amount(amount)
                .transactionId(++transactionId)
                .build();
    }

    /** Until the last result, not the last command that went in. */
    private void await(final long count) {
        while (results.get() < count) {
            Thread.yield();
        }
    }

    private boolean areBalancesRight(final ExchangeApi api, final long transfers) throws Exception {
        final long[] second = Figures.expected(keys, players, transfers);
        for (int player = 1; player <= players; player += SAMPLE_STEP) {
            final var accounts = api.processReport(new SingleUserReportQuery(player), 0)
                    .get()
                    .getAccounts();
            if (accounts.get(SPORTS) != second[player] || accounts.get(CASH) != PeerMain.DEPOSIT - second[player]) {
                return false;
            }
        }
        return true;
    }
}
