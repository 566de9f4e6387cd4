package io.ringfence.engine.snapshot;

import io.ringfence.engine.state.StateSection;
import java.util.Arrays;

/**
 * The canonical order of a section: ascending, cell by cell, of what its rows write into a snapshot. A bottom-up merge
 * sort over row numbers with the first cell at hand; rows that are in order already cost one comparison each.
 */
final class RowOrder {
    private final StateSection section;
    private final long[] firstCells;
    private final long[] left;
    private final long[] right;

    private RowOrder(final StateSection section, final int highWater) {
        this.section = section;
        firstCells = new long[highWater];
        left = new long[section.snapshotColumns()];
        right = new long[section.snapshotColumns()];
    }

    /** The live rows of a section in canonical order. */
    static int[] of(final StateSection section) {
        return new RowOrder(section, section.highWater()).sort();
    }

    private int[] sort() {
        int[] from = new int[section.count()];
        int count = 0;
        for (int row = 0; row < section.highWater(); row++) {
            if (section.isRow(row)) {
                section.writeRow(row, left);
                firstCells[row] = left[0];
                from[count++] = row;
            }
        }
        int[] to = new int[count];
        for (int width = 1; width < count; width <<= 1) {
            for (int start = 0; start < count; start += 2 * width) {
                final int middle = Math.min(start + width, count);
                final int end = Math.min(start + 2 * width, count);
                merge(from, to, start, middle, end);
            }
            final int[] swapped = from;
            from = to;
            to = swapped;
        }
        return Arrays.copyOf(from, count);
    }

    private void merge(final int[] from, final int[] to, final int start, final int middle, final int end) {
        if (middle >= end || compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int one = start;
        int other = middle;
        for (int at = start; at < end; at++) {
            final boolean isFirst = other >= end || (one < middle && compare(from[one], from[other]) <= 0);
            to[at] = isFirst ? from[one++] : from[other++];
        }
    }

    private int compare(final int row, final int other) {
        final int byFirst = Long.compare(firstCells[row], firstCells[other]);
        if (byFirst != 0) {
            return byFirst;
        }
        section.writeRow(row, left);
        section.writeRow(other, right);
        return Arrays.compare(left, right);
    }
}
