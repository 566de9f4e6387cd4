package io.ringfence.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows come and go at every load up to full; each is found, and nothing else. */
class RowIndexTest {
    private static final int ROWS = 1_000;
    private static final int STEPS = 200_000;

    @Test
    void shouldFindWhatIsInItAndNothingElse() {
        // 300 homes for 1,000 rows: long runs, wrapped ones, equal hashes.
        final long[] hashes = new Random(1).longs(300).toArray();
        checkAgainstAModel(new Random(2), row -> hashes[row % 300]);
    }

    @Test
    void shouldFindWithHashesOfAnyKind() {
        checkAgainstAModel(new Random(3), row -> StateHash.finish(row + 1L));
    }

    @Test
    void shouldRefuseToRemoveWhatIsNotThere() {
        final RowIndex index = new RowIndex(new StateHash().undo(), 10);
        index.insert(5, 1);
        assertThrows(InvariantViolation.class, () -> index.remove(5, 2));
        assertThrows(InvariantViolation.class, () -> index.remove(1L << 20, 1));
    }

    private interface Hash {
        long of(int row);
    }

    private static void checkAgainstAModel(final Random random, final Hash hash) {
        final RowIndex index = new RowIndex(new StateHash().undo(), ROWS);
        final boolean[] isIn = new boolean[ROWS];
        final List<Integer> order = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            order.add(row);
        }
        Collections.shuffle(order, random);
        for (final int row : order) {
            index.insert(hash.of(row), row);
            isIn[row] = true;
        }
        for (int step = 0; step < STEPS; step++) {
            final int row = random.nextInt(ROWS);
            assertEquals(isIn[row] ? row : StateSection.NULL_ROW, find(index, hash.of(row), row));
            if (isIn[row]) {
                index.remove(hash.of(row), row);
            } else {
                index.insert(hash.of(row), row);
            }
            isIn[row] = !isIn[row];
        }
        for (int row = 0; row < ROWS; row++) {
            assertEquals(isIn[row] ? row : StateSection.NULL_ROW, find(index, hash.of(row), row));
        }
    }

    private static int find(final RowIndex index, final long hash, final int row) {
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            if (index.rowAt(slot) == row) {
                return row;
            }
        }
        return StateSection.NULL_ROW;
    }
}
