package io.ringfence.engine;

/**
 * Bounds of what lives besides players, accounts, ids and rounds; part of {@link EngineConfig}.
 *
 * @param holdsMax holds that are open or whose id is still remembered.
 * @param holdsPerPlayerMax open holds of one player.
 * @param transfersMax external transfers that are not final or whose id is still remembered.
 * @param campaignsMax campaigns that are open or still remembered.
 * @param sharesMax shares of all these campaigns together, and so their claims.
 * @param locksMax locks of players.
 * @param limitsMax limits of players.
 */
public record ThingBounds(
        int holdsMax,
        int holdsPerPlayerMax,
        int transfersMax,
        int campaignsMax,
        int sharesMax,
        int locksMax,
        int limitsMax) {
    private static final int ROWS_MAX = 64_000_000;
    private static final int HOLDS_PER_PLAYER_MAX = 256;
    /** So many pots fit a trial balance beside the sources. */
    private static final int CAMPAIGNS_MAX = 1_000;

    /** Checks each bound. */
    public ThingBounds {
        EngineConfig.checkRange("holdsMax", holdsMax, 1, ROWS_MAX);
        EngineConfig.checkRange("holdsPerPlayerMax", holdsPerPlayerMax, 1, HOLDS_PER_PLAYER_MAX);
        EngineConfig.checkRange("transfersMax", transfersMax, 1, ROWS_MAX);
        EngineConfig.checkRange("campaignsMax", campaignsMax, 1, CAMPAIGNS_MAX);
        EngineConfig.checkRange("sharesMax", sharesMax, 1, ROWS_MAX);
        EngineConfig.checkRange("locksMax", locksMax, 1, ROWS_MAX);
        EngineConfig.checkRange("limitsMax", limitsMax, 1, ROWS_MAX);
    }

    /** Bounds for a small machine. */
    public static ThingBounds defaults() {
        return new ThingBounds(400_000, 32, 200_000, 500, 1_000_000, 100_000, 300_000);
    }

    /** Bounds for simulations and tests. */
    public static ThingBounds small() {
        return new ThingBounds(2_000, 16, 2_000, 100, 20_000, 500, 500);
    }

    void checkSuccessor(final ThingBounds next) {
        EngineConfig.checkGrows("holdsMax", holdsMax, next.holdsMax);
        EngineConfig.checkGrows("transfersMax", transfersMax, next.transfersMax);
        EngineConfig.checkGrows("campaignsMax", campaignsMax, next.campaignsMax);
        EngineConfig.checkGrows("sharesMax", sharesMax, next.sharesMax);
        EngineConfig.checkGrows("locksMax", locksMax, next.locksMax);
        EngineConfig.checkGrows("limitsMax", limitsMax, next.limitsMax);
    }
}
