package io.ringfence.journal.recovery;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.CycleScan;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalTail;
import io.ringfence.journal.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Walks a whole journal raw, finds where its good part ends, and judges everything that is not as it should be. Changes
 * not one byte. Any thread; single-use. Beside a live node it sees what was there when it looked, and finds nothing
 * wrong in what that node is doing.
 *
 * <p>The good part is the dense run of whole batches from the first file on. Where it ends although something lies
 * behind it, that is torn, and the question is whether anybody was promised what is lost. It was if it had been forced:
 * the watermark says so, which after a power cut may be old, or a batch behind it says so, for each batch carries how
 * far the journal was forced when it was closed. What was not forced may be cut off; what was, may not.
 */
public final class JournalInspection {
    /** Behind the last batch one may lie that was written whole and never published: a kill leaves that. */
    private static final int UNPUBLISHED_LENGTH = 2 * Integer.BYTES;

    private static final String SHRANK = "the file shrank while it was read, or the disk does not give it back";

    private final Path directory;
    private final Path watermarkPath;
    private final Watermark durable;
    private final JournalNames names;
    private final List<Path> leftovers = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final PrefixTail prefix;
    private final Evidence evidence;

    /** Where the walk ended although something lies behind; null while it has not. */
    private Break stopped;

    /**
     * Where the good part ends too early.
     *
     * @param isTearable whether a power cut can leave this.
     */
    private record Break(FindingCode code, Path file, int cycle, long position, String detail, boolean isTearable) {}

    private JournalInspection(final Path directory, final Path watermarkPath) throws IOException {
        this.directory = directory;
        this.watermarkPath = watermarkPath;
        // Looked at before the files, so that what it promises must be there.
        this.durable = Watermark.read(watermarkPath);
        this.prefix = new PrefixTail(durable);
        this.evidence = new Evidence(prefix);
        this.names = JournalNames.list(directory);
    }

    /**
     * Inspects a journal against its watermark.
     *
     * @throws JournalException if directory or files cannot be opened.
     */
    public static JournalReport inspect(final Path directory, final Path watermark) {
        try {
            return new JournalInspection(directory, watermark).run();
        } catch (final IOException e) {
            throw new JournalException("cannot read the journal in " + directory + ": " + e, e);
        }
    }

    private JournalReport run() throws IOException {
        int cycle = 0;
        while (walk(cycle)) {
            cycle++;
        }
        if (stopped != null) {
            gatherBehind();
        }
        final List<Path> named = judgeFilesAhead();
        final long forced = Math.max(durable.sequence(), evidence.forcedSequence());
        final Cut cut = stopped == null ? cutOfFilesAhead(named, forced) : judgeBreak(named, forced);
        judgeWatermark();
        judgeNames();
        // The newest name first: a file made ahead proves that the one before it has been there.
        Collections.reverse(leftovers);
        final JournalTail tail = prefix.tail(durable, leftovers);
        final boolean isRefused = findings.stream().anyMatch(f -> f.judgement() == Judgement.REFUSE);
        return new JournalReport(
                directory,
                watermarkPath,
                durable,
                Math.max(0, forced),
                tail,
                prefix.proofs(),
                prefix.incarnations(),
                findings,
                isRefused ? null : cut);
    }

    /** Walks one file; true if the walk goes on in the next one. */
    private boolean walk(final int cycle) throws IOException {
        final Path file = CycleName.file(directory, cycle);
        if (!Files.exists(file)) {
            final boolean isProvedByFile = names.lastCycle() > cycle;
            final boolean isProvedByName = names.ahead().keySet().stream().anyMatch(ahead -> ahead > cycle);
            if (isProvedByFile || isProvedByName) {
                stop(FindingCode.LOST_FILE, file, cycle, 0, "the file is missing, later ones are there", false);
            }
            return false;
        }
        final String unreadable = CycleScan.readFault(file);
        if (unreadable != null) {
            stop(FindingCode.UNREADABLE, file, cycle, 0, unreadable, false);
            return false;
        }
        try (CycleScan scan = CycleScan.open(file, cycle)) {
            return walk(scan, file, cycle);
        } catch (final InternalError e) {
            stop(FindingCode.UNREADABLE, file, cycle, 0, SHRANK, false);
            return false;
        }
    }

    private boolean walk(final CycleScan scan, final Path file, final int cycle) throws IOException {
        if (!scan.isReady() && !isReadyNow(scan, file, cycle)) {
            return false;
        }
        if (!scan.isMadeByUs()) {
            final String detail = "the file does not begin like a file of this journal";
            stop(FindingCode.NOT_A_JOURNAL_FILE, file, cycle, 0, detail, scan.isHeadTorn());
            return false;
        }
        prefix.onFile(cycle);
        while (true) {
            final CycleScan.Step step = scan.next();
            if (step == CycleScan.Step.BATCH) {
                final String wrong = prefix.onBatch(scan, cycle);
                if (wrong != null) {
                    stop(FindingCode.WRONG_ORDER, file, cycle, scan.batchPosition(), wrong, false);
                    return false;
                }
            } else if (step == CycleScan.Step.END_MARK) {
                prefix.onEnd(scan.position(), true);
                return checkNotes(scan, file, cycle);
            } else if (step != CycleScan.Step.NOTHING) {
                onBad(step, scan, file, cycle);
                return false;
            } else if (!hasMoved(scan, file, cycle)) {
                prefix.onEnd(scan.position(), false);
                return stopped == null && Files.exists(CycleName.file(directory, cycle + 1L));
            }
        }
    }

    /** A file without its first header: never used, or lost its first page, or just being made by a live node. */
    private boolean isReadyNow(final CycleScan scan, final Path file, final int cycle) {
        final boolean isUsed = scan.findBatch(0) >= 0;
        if (scan.isReady()) {
            return true;
        }
        if (!isUsed && durable.cycle() < cycle && names.lastCycle() <= cycle) {
            leftovers.add(file);
            add(FindingCode.HALF_MADE_FILE, file, cycle, -1, "holds nothing; made by a process that is gone");
        } else {
            stop(FindingCode.LOST_FIRST_HEADER, file, cycle, 0, "the first header of the file is lost", true);
        }
        return false;
    }

    /** Nothing has been published here: the end of the journal, unless something lies behind. */
    private boolean hasMoved(final CycleScan scan, final Path file, final int cycle) throws IOException {
        final boolean hasNext = isBegun(cycle + 1);
        final boolean hasBatchBehind = !hasNext && scan.findBatch(scan.position() + UNPUBLISHED_LENGTH) >= 0;
        // A live writer may have gone on between the looks: what it published first is here then.
        if (!scan.isNothingHere()) {
            return true;
        }
        if (hasNext) {
            final String detail = "the file has no end mark, and there is one behind it";
            stop(FindingCode.LOST_END_MARK, file, cycle, scan.position(), detail, true);
        } else if (hasBatchBehind) {
            stop(FindingCode.TORN_TAIL, file, cycle, scan.position(), "batches lie behind a hole", true);
        } else {
            checkNotes(scan, file, cycle);
        }
        return false;
    }

    /** Whether a file has its first header: then the one before it has its end mark. */
    private boolean isBegun(final int cycle) throws IOException {
        final Path file = CycleName.file(directory, cycle);
        if (!Files.exists(file)) {
            return false;
        }
        if (CycleScan.readFault(file) != null) {
            // Nobody can tell; it lies behind then, and is found to be unreadable there.
            return true;
        }
        try (CycleScan scan = CycleScan.open(file, cycle)) {
            return scan.isReady() ? scan.isMadeByUs() : scan.findBatch(0) >= 0;
        }
    }

    private boolean checkNotes(final CycleScan scan, final Path file, final int cycle) {
        final String fault = scan.notesFault();
        if (fault != null) {
            final boolean isAhead = scan.areNotesAhead();
            final FindingCode code = isAhead ? FindingCode.TORN_TAIL : FindingCode.CHRONICLE_NOTES;
            stop(code, file, cycle, scan.position(), fault, isAhead);
        }
        return fault == null;
    }

    private void onBad(final CycleScan.Step step, final CycleScan scan, final Path file, final int cycle) {
        final FindingCode code = step == CycleScan.Step.NEWER_BATCH
                ? FindingCode.NEWER_VERSION
                : step == CycleScan.Step.BAD_BATCH ? FindingCode.TORN_BATCH : FindingCode.TORN_FRAME;
        if (step == CycleScan.Step.BAD_BATCH) {
            evidence.seen(scan.claimedLastSequence(prefix.lastSequence() + 1));
        }
        stop(code, file, cycle, scan.faultPosition(), scan.fault(), code != FindingCode.NEWER_VERSION);
    }

    private void stop(
            final FindingCode code,
            final Path file,
            final int cycle,
            final long position,
            final String detail,
            final boolean isTearable) {
        stopped = new Break(code, file, cycle, position, detail, isTearable);
    }

    /** Asks everything behind the break what it knows. */
    private void gatherBehind() throws IOException {
        if (stopped.code() != FindingCode.UNREADABLE && Files.exists(stopped.file())) {
            gather(stopped.file(), stopped.cycle(), prefix.endIn(stopped.cycle()));
        }
        for (final Map.Entry<Long, Path> later :
                names.cyclesAbove(stopped.cycle()).entrySet()) {
            gather(later.getValue(), later.getKey(), 0);
        }
    }

    private boolean gather(final Path file, final long cycle, final long from) throws IOException {
        try {
            final String unreadable = CycleScan.readFault(file);
            if (unreadable != null) {
                add(FindingCode.UNREADABLE, file, cycle, -1, unreadable);
                return false;
            }
            try (CycleScan scan = CycleScan.open(file, cycle)) {
                return evidence.gather(scan, file, from);
            }
        } catch (final NoSuchFileException e) {
            return false;
        } catch (final InternalError e) {
            add(FindingCode.UNREADABLE, file, cycle, -1, SHRANK);
            return false;
        }
    }

    /** A file that was never given its name holds nothing, or what nobody was promised. */
    private List<Path> judgeFilesAhead() throws IOException {
        final List<Path> used = new ArrayList<>();
        for (final Map.Entry<Long, Path> ahead : names.ahead().entrySet()) {
            final Path file = ahead.getValue();
            final boolean isUsed = gather(file, ahead.getKey(), 0);
            // Gone: a live writer has just given it its name.
            if (Files.exists(file)) {
                if (isUsed) {
                    used.add(file);
                } else {
                    leftovers.add(file);
                    add(FindingCode.FILE_AHEAD, file, ahead.getKey(), -1, "made ahead; holds nothing");
                }
            }
        }
        return used;
    }

    private Cut cutOfFilesAhead(final List<Path> named, final long forced) {
        if (named.isEmpty()) {
            return null;
        }
        addFilesAhead(named, forced);
        return evidence.cut(-1, 0, named);
    }

    private void addFilesAhead(final List<Path> named, final long forced) {
        final long first = prefix.lastSequence() + 1;
        for (final Path file : named) {
            findings.add(new Finding(
                    FindingCode.BATCHES_IN_FILE_AHEAD,
                    file,
                    CycleName.aheadCycle(String.valueOf(file.getFileName())),
                    first,
                    0,
                    "batches in a file that was not given its name" + promise(forced),
                    forced >= first ? Judgement.REFUSE : Judgement.CUT));
        }
    }

    private Cut judgeBreak(final List<Path> named, final long forced) {
        final long first = prefix.lastSequence() + 1;
        final Judgement judgement = stopped.isTearable() && forced < first ? Judgement.CUT : Judgement.REFUSE;
        findings.add(new Finding(
                stopped.code(),
                stopped.file(),
                stopped.cycle(),
                first,
                stopped.position(),
                stopped.detail() + promise(forced),
                judgement));
        final List<Path> whole = new ArrayList<>();
        final boolean isShortened = prefix.endIn(stopped.cycle()) > 0;
        if (!isShortened) {
            whole.add(stopped.file());
        }
        for (final Map.Entry<Long, Path> later :
                names.cyclesAbove(stopped.cycle()).entrySet()) {
            whole.add(later.getValue());
            findings.add(new Finding(
                    FindingCode.BEYOND_THE_CUT,
                    later.getValue(),
                    later.getKey(),
                    first,
                    0,
                    "lies behind the place where the journal can be read",
                    judgement));
        }
        addFilesAhead(named, forced);
        whole.addAll(named);
        return evidence.cut(isShortened ? stopped.cycle() : -1, prefix.endIn(stopped.cycle()), whole);
    }

    /** Whether somebody was promised what is lost. */
    private String promise(final long forced) {
        final long last = prefix.lastSequence();
        if (durable.isKnown() && durable.sequence() > last) {
            return " (at or below the watermark " + durable.sequence() + ": this was durable)";
        }
        if (forced > last) {
            return " (" + evidence.witness() + " says that all up to " + forced
                    + " was forced: this was durable, and the watermark is old)";
        }
        return durable.isKnown()
                ? " (beyond the watermark " + durable.sequence() + ": this was written, but not forced)"
                : "";
    }

    private void judgeWatermark() {
        final long last = prefix.lastSequence();
        if (!durable.isKnown()) {
            if (names.lastCycle() >= 0) {
                final boolean isAbsent = durable.equals(Watermark.ABSENT);
                refuse(
                        isAbsent ? FindingCode.WATERMARK_ABSENT : FindingCode.WATERMARK_UNREADABLE,
                        watermarkPath,
                        -1,
                        1,
                        "there is a journal up to " + last + " but "
                                + (isAbsent ? "no watermark" : "no valid slot in the watermark")
                                + ", so nobody can tell whether the end is missing");
            }
        } else if (durable.sequence() > last) {
            if (stopped == null) {
                refuse(
                        FindingCode.WATERMARK_AHEAD,
                        prefix.lastFile(directory),
                        prefix.lastCycle(),
                        last + 1,
                        "the journal ends with " + last + " but sequence " + durable.sequence()
                                + " was durable, in cycle " + durable.cycle() + " up to " + durable.position());
            }
        } else if (durable.sequence() > 0 && !prefix.isWatermarkMet()) {
            refuse(
                    FindingCode.WATERMARK_MISPLACED,
                    CycleName.file(directory, durable.cycle()),
                    durable.cycle(),
                    durable.sequence(),
                    "the watermark points to " + durable.position() + " in this file, where no such batch ends");
        }
    }

    private void judgeNames() {
        for (final Path copy : names.copies()) {
            leftovers.add(copy);
            add(FindingCode.REPAIR_LEFTOVER, copy, -1, -1, "copy of a repair that did not end");
        }
        for (final Path file : names.discarded()) {
            refuse(
                    FindingCode.DISCARDED_FILE,
                    file,
                    -1,
                    1,
                    "Chronicle set this file aside: it is not part of a journal that is whole");
        }
        for (final Path file : names.foreign()) {
            refuse(FindingCode.FOREIGN_FILE, file, -1, 1, "the file is not part of a journal");
        }
    }

    private void refuse(
            final FindingCode code, final Path file, final long cycle, final long sequence, final String detail) {
        findings.add(new Finding(code, file, cycle, sequence, -1, detail, Judgement.REFUSE));
    }

    private void add(
            final FindingCode code, final Path file, final long cycle, final long position, final String detail) {
        final Judgement judgement = code == FindingCode.UNREADABLE ? Judgement.REFUSE : Judgement.LEFTOVER;
        findings.add(new Finding(code, file, cycle, 0, position, detail, judgement));
    }
}
