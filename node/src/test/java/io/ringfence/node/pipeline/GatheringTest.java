package io.ringfence.node.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<String> log = new ArrayList<>();

    /** Has work for so many turns, then none. */
    private final class Finite implements Agent {
        private final String name;
        private int left;

        Finite(final String name, final int turns) {
            this.name = name;
            left = turns;
        }

        @Override
        public void onStart() {
            log.add("start " + name);
        }

        @Override
        public int doWork() {
            log.add(name);
            return left-- > 0 ? 10 : 0;
        }

        @Override
        public void onClose() {
            log.add("close " + name);
        }

        @Override
        public String roleName() {
            return name;
        }
    }

    @Test
    void shouldTakeTurnsUntilOneBringsNothing() throws Exception {
        final Gathering gathering = new Gathering(List.of(new Finite("a", 2), new Finite("b", 1)));
        gathering.onStart();
        assertEquals(30, gathering.doWork());
        assertEquals(0, gathering.doWork());
        gathering.onClose();
        assertEquals("start a,start b,a,b,a,b,a,b,a,b,close b,close a", String.join(",", log));
    }

    @Test
    void shouldLetTheJournalHaveItsTurnUnderAClientThatNeverRests() throws Exception {
        final Gathering gathering = new Gathering(List.of(new Finite("a", Integer.MAX_VALUE)));
        assertEquals(10 * Gathering.TURNS_MAX, gathering.doWork());
        assertEquals(Gathering.TURNS_MAX, log.size());
    }

    @Test
    void shouldHandOnWhatARoleThrows() {
        final Gathering gathering = new Gathering(List.of(new Agent() {
            @Override
            public int doWork() {
                throw new IllegalStateException("broken");
            }

            @Override
            public String roleName() {
                return "broken";
            }
        }));
        assertThrows(IllegalStateException.class, gathering::doWork);
    }
}
