package io.ringfence.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Redis on loopback in a directory of its own: a transfer with its id is one script, the file forced after each. */
final class RedisPeer {
    private static final int TRIES_MAX = 100;
    private static final int ROWS_PER_SYNC = 10_000;
    private static final String SCRIPT = """
            if redis.call('SETNX', KEYS[1], '1') == 0 then return 0 end
            local b = tonumber(redis.call('HGET', KEYS[2], ARGV[1]))
            if b < tonumber(ARGV[3]) then return -1 end
            redis.call('HINCRBY', KEYS[2], ARGV[1], -ARGV[3])
            redis.call('HINCRBY', KEYS[2], ARGV[2], ARGV[3])
            return 1
            """;

    private final int[] keys;
    private final int players;
    private final int millis;

    RedisPeer(final int[] keys, final int players, final int millis) {
        this.keys = keys;
        this.players = players;
        this.millis = millis;
    }

    Figures run(final Path binary, final int clients) throws Exception {
        final Path home = Files.createTempDirectory("ringfence-redis-");
        final int port = Server.freePort();
        final Process server = new ProcessBuilder(
                        binary.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        home.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        "")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Jedis jedis = connect(port)) {
            final String script = setUp(jedis);
            final Crowd crowd = new Crowd();
            crowd.run(clients, millis, () -> new Client(connect(port), script));
            final boolean isRight = areBalancesRight(jedis, crowd.transfers());
            return crowd.figures(
                    isRight, clients + " clients over loopback TCP, one Lua script a transfer, appendfsync always");
        } finally {
            server.destroy();
            server.waitFor();
            Server.run(List.of("rm", "-rf", home.toString()));
        }
    }

    private static Jedis connect(final int port) throws Exception {
        for (int i = 1; ; i++) {
            final Jedis jedis = new Jedis("127.0.0.1", port, 10_000);
            try {
                jedis.ping();
                return jedis;
            } catch (final JedisConnectionException e) {
                jedis.close();
                if (i == TRIES_MAX) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private String setUp(final Jedis jedis) {
        final Pipeline pipeline = jedis.pipelined();
        for (int player = 1; player <= players; player++) {
            pipeline.hset("p:" + player, "1", Long.toString(PeerMain.DEPOSIT));
            // Full too: clients overtake each other, and what goes back may come before what went there.
            pipeline.hset("p:" + player, "2", Long.toString(PeerMain.DEPOSIT));
            if (player % ROWS_PER_SYNC == 0) {
                pipeline.sync();
            }
        }
        pipeline.sync();
        return jedis.scriptLoad(SCRIPT);
    }

    private final class Client implements Crowd.Connection {
        private final Jedis jedis;
        private final String script;

        Client(final Jedis jedis, final String script) {
            this.jedis = jedis;
            this.script = script;
        }

        @Override
        public void transfer(final long id) {
            final int key = keys[(int) (id % keys.length)];
            final Object answer = jedis.evalsha(
                    script,
                    List.of("t:" + id, "p:" + Math.abs(key)),
                    List.of(key > 0 ? "1" : "2", key > 0 ? "2" : "1", Long.toString(PeerMain.AMOUNT)));
            if (!Long.valueOf(1).equals(answer)) {
                throw new IllegalStateException("a transfer was answered with " + answer);
            }
        }

        @Override
        public void close() {
            jedis.close();
        }
    }

    private boolean areBalancesRight(final Jedis jedis, final long transfers) {
        final long[] second = Figures.expected(keys, players, transfers);
        for (int player = 1; player <= players; player++) {
            final List<String> wallets = jedis.hmget("p:" + player, "1", "2");
            if (Long.parseLong(wallets.get(1)) != PeerMain.DEPOSIT + second[player]
                    || Long.parseLong(wallets.get(0)) != PeerMain.DEPOSIT - second[player]) {
                return false;
            }
        }
        return true;
    }
}
