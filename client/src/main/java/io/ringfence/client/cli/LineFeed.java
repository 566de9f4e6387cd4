package io.ringfence.client.cli;

import io.ringfence.protocol.json.ScenarioException;
import io.ringfence.protocol.json.ScenarioReader;
import io.ringfence.protocol.json.ScenarioStep;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads lines on a thread of its own, because reading may block for as long as somebody types, while the session must
 * be kept alive. Read by one thread.
 */
final class LineFeed {
    private static final int CAPACITY = 1024;

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CAPACITY);

    /**
     * What was read.
     *
     * @param step  a line; null at the end.
     * @param error why reading ended early; null when it did not.
     */
    record Item(ScenarioStep step, String error) {
        boolean isEnd() {
            return step == null;
        }
    }

    LineFeed(final ScenarioReader reader) {
        final Thread thread = new Thread(() -> read(reader), "lines");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next item; null when none is there yet. */
    Item poll() {
        return items.poll();
    }

    private void read(final ScenarioReader reader) {
        try (reader) {
            String error = null;
            try {
                ScenarioStep step = reader.next();
                while (step != null && error == null) {
                    if (step instanceof ScenarioStep.Command) {
                        items.put(new Item(step, null));
                        step = reader.next();
                    } else {
                        error = "line " + step.line() + ": only simulate has a clock that can be moved";
                    }
                }
            } catch (final ScenarioException e) {
                error = "line " + e.line() + ": " + e.getMessage();
            }
            items.put(new Item(null, error));
        } catch (final IOException e) {
            if (!items.offer(new Item(null, e.toString()))) {
                throw new IllegalStateException(e);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
