package org.lianxin.audit;

import java.util.ArrayList;
import java.util.List;

/** Rows each of which was sealed upon the one before, wherever they stand now. */
final class Stretch {
    private final byte[] chainKey;
    private final Sealed first;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> changed = new ArrayList<>();
    private byte[] end;

    Stretch(Sealed first, byte[] chainKey) {
        this.chainKey = chainKey;
        this.first = first;
        this.end = first.link();
        runs.add(new Run(0, first));
    }

    /** Rows with consecutive numbers at consecutive places; of the ids the first thousand are kept. */
    static final class Run {
        private long number;
        private final long place;
        private final List<Long> ids = new ArrayList<>();
        private long size;

        Run(long number, Sealed first) {
            this.number = number;
            this.place = first.place();
            add(first);
        }

        private void add(Sealed row) {
            size++;
            if (ids.size() < Verifier.MOST) {
                ids.add(row.id());
            }
        }

        long number() {
            return number;
        }

        long place() {
            return place;
        }

        long size() {
            return size;
        }

        List<Long> ids() {
            return ids;
        }

        /** The id of the row that was sealed as that number and stands at that place; 0 if it is not of this run. */
        long idOf(long wanted, long at) {
            long i = wanted - number;
            return i == at - place && i >= 0 && i < ids.size() ? ids.get((int) i) : 0;
        }
    }

    /** The number under which the row was sealed upon this stretch, 0 if it was not. {@code far}: how far its place may lie from that number. */
    long next(Sealed row, int far) {
        if (number() > 0) {
            long next = last() + 1;
            // the sealer passes over numbers that somebody else has taken
            return row.follows(end, next, chainKey)
                    ? next
                    : row.place() > next && row.follows(end, row.place(), chainKey) ? row.place() : 0;
        }
        for (long away = 0; away <= far; away++) {
            for (long number :
                    away == 0 ? new long[] {row.place()} : new long[] {row.place() + away, row.place() - away}) {
                if (number > 1 && row.follows(end, number, chainKey)) {
                    return number;
                }
            }
        }
        return 0;
    }

    void add(Sealed row, long as) {
        if (number() == 0) {
            begin(as - 1);
        }
        if (!row.genuine()) {
            changed.add(new Run(as, row));
        }
        Run run = runs.getLast();
        if (as == run.number + run.size && row.place() == run.place + run.size) {
            run.add(row);
        } else {
            runs.add(new Run(as, row));
        }
        end = row.link();
    }

    /** Of the first row; 0 as long as nothing tells it. */
    long number() {
        return runs.getFirst().number;
    }

    void begin(long known) {
        runs.getFirst().number = known;
    }

    long last() {
        return runs.getLast().number + runs.getLast().size - 1;
    }

    Sealed first() {
        return first;
    }

    byte[] end() {
        return end;
    }

    List<Run> runs() {
        return runs;
    }

    /** Rows behind the first whose content is not what was sealed. */
    List<Run> changed() {
        return changed;
    }

    boolean single() {
        return runs.size() == 1 && runs.getFirst().size == 1;
    }
}
