package io.ringfence.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * PostgreSQL on loopback in a directory of its own: a transfer with its id is one function call in one transaction,
 * committed synchronously.
 */
final class PostgresPeer {
    private static final String USER = "postgres";
    private static final int TRIES_MAX = 100;

    private final int[] keys;
    private final int players;
    private final int millis;

    PostgresPeer(final int[] keys, final int players, final int millis) {
        this.keys = keys;
        this.players = players;
        this.millis = millis;
    }

    Figures run(final Path binaries, final int clients) throws Exception {
        final Path home = Files.createTempDirectory("ringfence-postgres-");
        final int port = Server.freePort();
        if ("root".equals(System.getProperty("user.name"))) {
            Server.run(List.of("chown", USER, home.toString()));
        }
        final String data = home.resolve("data").toString();
        Server.run(Server.command(
                USER, binaries.resolve("initdb").toString(), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"));
        final Process server = new ProcessBuilder(Server.command(
                        USER,
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "synchronous_commit=on",
                        "-c",
                        "fsync=on",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "shared_buffers=256MB"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return measure("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER, clients);
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            server.waitFor();
            Server.run(List.of("rm", "-rf", home.toString()));
        }
    }

    private Figures measure(final String url, final int clients) throws Exception {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            setUp(statement);
            final Crowd crowd = new Crowd();
            crowd.run(clients, millis, () -> new Client(connect(url)));
            final boolean isRight = areBalancesRight(statement, crowd.transfers());
            return crowd.figures(
                    isRight, clients + " clients over loopback TCP, one transaction a transfer, synchronous_commit=on");
        }
    }

    private static Connection connect(final String url) throws Exception {
        for (int i = 1; ; i++) {
            try {
                return DriverManager.getConnection(url);
            } catch (final SQLException e) {
                if (i == TRIES_MAX) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void setUp(final Statement statement) throws SQLException {
        statement.execute("CREATE TABLE wallet (player int, kind int, balance bigint NOT NULL CHECK (balance >= 0),"
                + " PRIMARY KEY (player, kind))");
        statement.execute("CREATE TABLE done (id bigint PRIMARY KEY)");
        // Both wallets are full: clients overtake each other, and what goes back may come before what went there.
        statement.execute("INSERT INTO wallet SELECT p, k, " + PeerMain.DEPOSIT + " FROM generate_series(1, " + players
                + ") p, generate_series(1, 2) k");
        // Rows are locked in the order of the wallets, not from one to the other: two transfers of one player in opposite
        // directions would end in a deadlock.
        statement.execute("CREATE FUNCTION transfer(i bigint, p int, f int, t int, a bigint) RETURNS void AS $$ BEGIN"
                + " INSERT INTO done VALUES (i);"
                + " UPDATE wallet SET balance = balance + CASE WHEN f = 1 THEN -a ELSE a END"
                + " WHERE player = p AND kind = 1;"
                + " UPDATE wallet SET balance = balance + CASE WHEN f = 2 THEN -a ELSE a END"
                + " WHERE player = p AND kind = 2;"
                + " END $$ LANGUAGE plpgsql");
        statement.execute("VACUUM ANALYZE wallet");
    }

    private final class Client implements Crowd.Connection {
        private final Connection connection;
        private final PreparedStatement call;

        Client(final Connection connection) throws SQLException {
            this.connection = connection;
            call = connection.prepareStatement("SELECT transfer(?, ?, ?, ?, ?)");
        }

        @Override
        public void transfer(final long id) throws SQLException {
            final int key = keys[(int) (id % keys.length)];
            call.setLong(1, id);
            call.setInt(2, Math.abs(key));
            call.setInt(3, key > 0 ? 1 : 2);
            call.setInt(4, key > 0 ? 2 : 1);
            call.setLong(5, PeerMain.AMOUNT);
            call.execute();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private boolean areBalancesRight(final Statement statement, final long transfers) throws SQLException {
        final long[] second = Figures.expected(keys, players, transfers);
        long seen = 0;
        try (ResultSet rows = statement.executeQuery("SELECT player, kind, balance FROM wallet")) {
            while (rows.next()) {
                final long expected = rows.getInt(2) == 2
                        ? PeerMain.DEPOSIT + second[rows.getInt(1)]
                        : PeerMain.DEPOSIT - second[rows.getInt(1)];
                if (rows.getLong(3) != expected) {
                    return false;
                }
                seen++;
            }
        }
        return seen == 2L * players;
    }
}
