package org.lianxin.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Stretch.Run;
import org.lianxin.audit.Verifier.Fault;
import org.lianxin.audit.Verifier.Finding;

/**
 * Finds out what was done to a chain. Rows come in the order of their numbers; each is joined to the stretch upon which it was sealed, wherever
 * it stands now. A whole chain is one stretch; what is left apart, missing between or out of place was changed, put in, deleted or swapped.
 * Memory grows with the faults, of which {@link Verifier#MOST} are followed, not with the trail.
 */
final class Walk {
    private static final byte[] BEGINNING = Sealer.Head.START.link();
    private static final Comparator<Stretch> BY_NUMBER =
            Comparator.comparingLong(Stretch::number).thenComparing(Stretch::single);

    private final byte[] chainKey;
    private final Optional<Sealer.Head> head;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long rows;

    /** {@code head} as it was written outside the database before the first row is read; empty if there is none to be believed. */
    Walk(byte[] chainKey, Optional<Sealer.Head> head) {
        this.chainKey = chainKey;
        this.head = head;
    }

    long rows() {
        return rows;
    }

    void step(Sealed row) {
        rows++;
        if (stretches.size() > Verifier.MOST) {
            return;
        }
        for (int i = stretches.size() - 1; i >= 0; i--) {
            Stretch stretch = stretches.get(i);
            long number = stretch.next(row, i == stretches.size() - 1 ? Verifier.MOST : 1);
            if (number > 0) {
                stretch.add(row, number);
                return;
            }
        }
        Stretch apart = new Stretch(row, chainKey);
        if (row.follows(BEGINNING, 1, chainKey)) {
            apart.begin(1);
        }
        stretches.add(apart);
    }

    /** Everything that was found, by number; the rest of a chain with too many faults is not judged. */
    List<Finding> findings() {
        numberWhatStandsAlone();
        List<Stretch> ours = new ArrayList<>();
        long missing = missing(ours);
        findings.addAll(swapped(ours.stream().flatMap(s -> s.runs().stream()).toList()));
        if (stretches.size() <= Verifier.MOST) {
            long known = head.map(Sealer.Head::number).orElse(0L);
            for (long n = missing; n <= known && findings.size() < Verifier.MOST; n++) {
                findings.add(new Finding(Fault.TAIL_CUT, n, 0));
            }
        }
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Finding::number).thenComparing(Finding::fault))
                .limit(Verifier.MOST)
                .toList();
    }

    /** A row to which nothing joins: the head tells its number, else its place does, as far as those before it have moved. */
    private void numberWhatStandsAlone() {
        long moved = 0;
        for (Stretch stretch : stretches) {
            if (stretch.number() == 0) {
                stretch.begin(
                        isHead(stretch)
                                ? head.orElseThrow().number()
                                : Math.max(1, stretch.first().place() + moved));
            } else {
                Run run = stretch.runs().getLast();
                moved = run.number() - run.place();
            }
        }
    }

    /** Names what does not belong and what is missing between the rest, which is collected in {@code ours}; returns the number that would come next. */
    private long missing(List<Stretch> ours) {
        List<Misfit> misfits = new ArrayList<>();
        byte @Nullable [] before = BEGINNING;
        long next = 1;
        for (Stretch stretch : stretches.stream().sorted(BY_NUMBER).toList()) {
            Sealed first = stretch.first();
            boolean adjacent = stretch.number() == next;
            boolean joined = adjacent && before != null && first.follows(before, next, chainKey);
            boolean anchored = !stretch.single()
                    || isHead(stretch)
                    || (adjacent && before != null && sealsAnother(first, before, next));
            if (stretch.number() < next || (!joined && !anchored && !first.genuine())) {
                // its number is another's, or nothing in it is ours
                findings.add(new Finding(first.genuine() ? Fault.SWAPPED : Fault.INSERTED, first.place(), first.id()));
                continue;
            }
            for (long n = next; n < stretch.number() && findings.size() < Verifier.MOST; n++) {
                findings.add(new Finding(Fault.DELETED, n, 0));
            }
            if (adjacent && before != null && !joined) {
                misfits.add(new Misfit(stretch, before));
            } else if (!first.genuine()) {
                findings.add(new Finding(Fault.CHANGED, stretch.number(), first.id()));
            }
            if (adjacent && before == null) {
                // what stands here was sealed upon another link than the one before it bears now
                Stretch changed = ours.getLast();
                findings.add(new Finding(
                        Fault.CHANGED, changed.last(), changed.first().id()));
            }
            stretch.changed()
                    .forEach(run -> findings.add(
                            new Finding(Fault.CHANGED, run.number(), run.ids().getFirst())));
            ours.add(stretch);
            next = stretch.last() + 1;
            before = joined || anchored ? stretch.end() : null;
        }
        misfits.forEach(misfit -> findings.add(misfit.named(misfits, chainKey)));
        return next;
    }

    /** The link is ours, but of another row's content. */
    private boolean sealsAnother(Sealed row, byte[] before, long number) {
        return stretches.stream()
                .anyMatch(other -> Arrays.equals(
                        row.link(), Sealer.link(chainKey, before, other.first().mac(), number)));
    }

    private boolean isHead(Stretch stretch) {
        return head.filter(h -> Arrays.equals(h.link(), stretch.end())).isPresent();
    }

    /** A row that was not sealed upon the one before it, though that is there. */
    private record Misfit(Stretch stretch, byte[] before) {
        Finding named(List<Misfit> all, byte[] chainKey) {
            Sealed row = stretch.first();
            boolean anothers = all.stream()
                    .filter(other -> other.stretch().number() != stretch.number())
                    .anyMatch(other -> Arrays.equals(
                            other.stretch().first().link(),
                            Sealer.link(
                                    chainKey,
                                    other.before(),
                                    row.mac(),
                                    other.stretch().number())));
            return new Finding(anothers ? Fault.SWAPPED : Fault.CHANGED, stretch.number(), row.id());
        }
    }

    /** What stands before something that was sealed before it: of all runs the fewest rows whose absence leaves the rest in order, and those whose places they took. */
    private static List<Finding> swapped(List<Run> runs) {
        if (runs.size() < 2) {
            return List.of();
        }
        List<Run> byPlace =
                runs.stream().sorted(Comparator.comparingLong(Run::place)).toList();
        List<Run> kept = inOrder(byPlace);
        List<Finding> found = new ArrayList<>();
        for (Run run : byPlace) {
            if (kept.contains(run)) {
                continue;
            }
            for (int i = 0; i < run.ids().size() && found.size() < Verifier.MOST; i++) {
                long number = run.number() + i;
                long place = run.place() + i;
                found.add(new Finding(Fault.SWAPPED, place, run.ids().get(i)));
                kept.stream()
                        .map(k -> k.idOf(place, number))
                        .filter(id -> id > 0)
                        .forEach(id -> found.add(new Finding(Fault.SWAPPED, number, id)));
            }
        }
        return found;
    }

    /** The heaviest part of the runs in which numbers rise with places. */
    private static List<Run> inOrder(List<Run> byPlace) {
        long[] weight = new long[byPlace.size()];
        int[] before = new int[byPlace.size()];
        int best = 0;
        for (int i = 0; i < weight.length; i++) {
            // of two that had to make room for each other, the one that stands where it was sealed stays
            long own = 2 * byPlace.get(i).size()
                    + (byPlace.get(i).number() == byPlace.get(i).place() ? 1 : 0);
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (byPlace.get(j).number() < byPlace.get(i).number()
                        && weight[j] > (before[i] < 0 ? 0 : weight[before[i]])) {
                    before[i] = j;
                }
            }
            weight[i] = own + (before[i] < 0 ? 0 : weight[before[i]]);
            best = weight[i] > weight[best] ? i : best;
        }
        return Stream.iterate(best, i -> i >= 0, i -> before[i])
                .map(byPlace::get)
                .toList();
    }
}
