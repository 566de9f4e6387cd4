package io.ringfence.journal.chronicle;

import io.ringfence.journal.JournalException;
import java.util.concurrent.atomic.AtomicReference;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.Slf4jExceptionHandler;

/**
 * Errors that Chronicle logs and swallows. Its handler belongs to the whole process, so the first error since a writer
 * was opened counts against that writer: with one node per process that is the only one there is.
 */
final class ChronicleFaults {
    private static final AtomicReference<Throwable> LAST = new AtomicReference<>();

    static {
        // Read by Chronicle when its classes load: no banner, no watching of the disk by a thread, no calls home.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        Jvm.setErrorExceptionHandler((type, message, thrown) -> {
            Slf4jExceptionHandler.ERROR.on(type, message, thrown);
            LAST.set(new JournalException("Chronicle Queue: " + type.getName() + ": " + message, thrown));
        });
        Jvm.disablePerfHandler();
    }

    private final Throwable seenAtOpen = LAST.get();

    /** Throws when Chronicle logged an error since this was made. */
    void check() {
        final Throwable last = LAST.get();
        if (last != seenAtOpen) {
            throw new JournalException("Chronicle Queue logged an error", last);
        }
    }
}
