package io.ringfence.node.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StageThreadTest {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(10);

    private static Agent agent(final Runnable work) {
        return new Agent() {
            @Override
            public int doWork() {
                work.run();
                return 0;
            }

            @Override
            public String roleName() {
                return "test";
            }
        };
    }

    @Test
    void shouldEndAtTheFirstThrowAndRunNoAgentAfterIt() {
        final IllegalStateException failure = new IllegalStateException("broken");
        final AtomicReference<Throwable> seen = new AtomicReference<>();
        final AtomicInteger afterwards = new AtomicInteger();
        final StageThread thread = new StageThread(
                "failing",
                List.of(
                        agent(() -> {
                            throw failure;
                        }),
                        agent(afterwards::incrementAndGet)),
                YieldingIdleStrategy.INSTANCE,
                seen::set);
        thread.start();
        assertTrue(thread.join(WAIT_NS));
        assertSame(failure, seen.get());
        assertEquals(0, afterwards.get());
    }

    @Test
    void shouldNeverInterruptAnAgentThatIsStopped() throws InterruptedException {
        final AtomicInteger cycles = new AtomicInteger();
        final AtomicInteger interrupts = new AtomicInteger();
        final CountDownLatch isInside = new CountDownLatch(1);
        final StageThread thread = new StageThread(
                "slow",
                List.of(agent(() -> {
                    isInside.countDown();
                    try {
                        Thread.sleep(200);
                    } catch (final InterruptedException e) {
                        interrupts.incrementAndGet();
                    }
                    cycles.incrementAndGet();
                })),
                YieldingIdleStrategy.INSTANCE,
                failure -> {
                    throw new AssertionError(failure);
                });
        thread.start();
        assertTrue(isInside.await(10, TimeUnit.SECONDS));
        thread.stop();
        assertFalse(thread.join(1_000_000), "it is still in its duty cycle");
        assertTrue(thread.join(WAIT_NS));
        assertEquals(0, interrupts.get());
        assertEquals(1, cycles.get());
    }

    @Test
    void shouldRefuseATableThatForgetsOrRepeatsARole() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Profile("short", List.of(List.of(Profile.Role.DRIVER, Profile.Role.INGRESS))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Profile("twice", List.of(List.of(Profile.Role.values()), List.of(Profile.Role.ENGINE))));
        assertEquals(2, Profile.COMPACT.threads().size());
        assertEquals(1, Profile.SINGLE.threads().size());
    }
}
