package org.lianxin.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Verdict.Fault;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Tables come in: tried first, taken in once by somebody who has seen what that does, taken back for seven days. What a table does not name
 * stays as it is. Only the office brings tables; whoever sees every unit may look at them.
 */
@Service
public class Importing {
    /** What a file may weigh at most. */
    public static final int MOST_BYTES = Grid.BYTES;

    /** A table that was tried and never taken in is forgotten after this time. */
    static final Duration TRIED = Duration.ofDays(30);

    private final ImportStore store;
    private final RollStore register;
    private final Words words;
    private final Moves moves;
    private final Clock clock;

    Importing(ImportStore store, RollStore register, Words words, Moves moves, Clock clock) {
        this.store = store;
        this.register = register;
        this.words = words;
        this.moves = moves;
        this.clock = clock;
    }

    /** In and out, and who is told of it. */
    @org.springframework.stereotype.Component
    record Moves(TakingIn in, TakingBack back, ApplicationEventPublisher events, Ids ids) {}

    /** Reads a file and keeps its rows; the register is not touched. */
    public Outcome<Batch> bring(byte[] file, String name, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        return Grid.read(file)
                .then(grid -> Heading.find(grid, words).then(heading -> {
                    List<Grid.Row> rows = grid.rows().stream()
                            .filter(row -> row.line() > heading.line())
                            .toList();
                    if (rows.isEmpty()) {
                        return Outcome.invalid("file", "imports.file.no-rows");
                    } else if (rows.size() > Grid.ROWS) {
                        return Outcome.invalid("file", "imports.file.too-many-rows", Grid.ROWS);
                    }
                    Batch batch = new Batch(
                            moves.ids().next(),
                            heading.kind(),
                            Grid.name(name),
                            grid.format(),
                            grid.charset(),
                            heading.names(),
                            heading.columns(),
                            Batch.State.TRIED,
                            rows.size(),
                            Map.of(),
                            new Batch.Hand(by.id(), clock.instant()),
                            null,
                            null);
                    store.insert(batch, rows, clock.instant().minus(TRIED));
                    return Outcome.done(batch);
                }));
    }

    public Optional<Batch> find(long id, Person by) {
        return by.readsAll() ? store.find(id) : Optional.empty();
    }

    /** The tables that were brought, latest first. */
    public Slice<Batch> latest(@Nullable Cursor before, int limit, Person by) {
        return by.readsAll()
                ? Slice.of(
                        store.latest(before, limit + 1),
                        limit,
                        b -> new Cursor(b.brought().at(), b.id()))
                : new Slice<>(List.of(), null);
    }

    /** What its rows come to at this moment, or came to when it was taken in. */
    public Plan plan(Batch batch) {
        return batch.state() == Batch.State.TRIED
                ? new Plan(Judging.judge(batch.heading(), store.rows(batch.id()), register.roll(), words), Map.of())
                : new Plan(store.verdicts(batch.id()), store.fates(batch.id()));
    }

    /** The rows that cannot be taken, as CSV with the reasons in front. */
    public byte[] bad(Batch batch, Texts t) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of(t.of("imports.reason")), batch.names().stream())
                .toList());
        for (Verdict v : plan(batch).verdicts()) {
            if (!v.isGood()) {
                String reasons = v.faults().stream()
                        .map(f -> t.of("imports.reason-at", Integer.toString(v.line()), sentence(batch, f, t)))
                        .collect(Collectors.joining(" "));
                rows.add(Stream.concat(Stream.of(reasons), v.cells().stream().map(Cells::read))
                        .toList());
            }
        }
        return Exporting.csv(rows);
    }

    private static String sentence(Batch batch, Fault fault, Texts t) {
        String sentence = t.of(fault.key(), fault.arguments());
        return fault.column().isEmpty()
                ? sentence
                : t.of("imports.reason-in", Words.heading(batch.kind(), fault.column(), t), sentence);
    }

    /** Takes the value that was offered for a cell, in every row that has the same wrong word there; the number of rows. */
    @Transactional
    public Outcome<Integer> mend(long id, int line, String column, Texts t, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Batch> found = store.lock(id);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Batch batch = found.get();
        int cell = batch.columns().indexOf(column);
        if (batch.state() != Batch.State.TRIED) {
            return Outcome.refused(
                    Outcome.Kind.CHANGED_MEANWHILE,
                    "imports.already." + batch.state().name());
        }
        List<Verdict> verdicts = plan(batch).verdicts();
        String better = verdicts.stream()
                .filter(v -> v.line() == line)
                .map(v -> better(v, column))
                .findFirst()
                .orElse("");
        if (cell < 0 || better.isEmpty()) {
            return Outcome.changedMeanwhile();
        }
        String wrong = verdicts.stream()
                .filter(v -> v.line() == line)
                .map(v -> batch.heading().said(v.cells(), column))
                .findFirst()
                .orElse("");
        List<Integer> lines = verdicts.stream()
                .filter(v -> better(v, column).equals(better)
                        && batch.heading().said(v.cells(), column).equals(wrong))
                .map(Verdict::line)
                .toList();
        store.mend(id, lines, cell, Cells.kept(Words.shown(column, better, t)));
        return Outcome.done(lines.size());
    }

    /** What is offered for a column of a row, or nothing. */
    private static String better(Verdict v, String column) {
        return v.faults().stream()
                .filter(f -> f.column().equals(column))
                .map(Fault::better)
                .filter(b -> !b.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * Writes all good rows into the register, in one transaction, once.
     *
     * @param digest of the plan that the person has seen; with another one by now nothing is written
     */
    @Transactional
    public Outcome<Batch> takeIn(long id, String digest, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Batch> found = store.lock(id);
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (found.get().state() != Batch.State.TRIED) {
            return Outcome.refused(
                    Outcome.Kind.CHANGED_MEANWHILE,
                    "imports.already." + found.get().state().name());
        }
        Batch batch = found.get();
        Roll roll = register.roll();
        Plan plan = new Plan(Judging.judge(batch.heading(), store.rows(id), roll, words), Map.of());
        if (!plan.digest().equals(digest)) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "imports.register-changed");
        } else if (plan.good() == 0) {
            return Outcome.refused(Outcome.Kind.INVALID, "imports.nothing-to-take");
        }
        Optional<List<Verdict>> written = attempt(() -> moves.in().write(batch, plan.verdicts(), roll, by));
        if (written.isEmpty()) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "imports.register-changed");
        }
        store.takenIn(id, written.get(), new Batch.Hand(by.id(), clock.instant()));
        tell(
                "import.taken-in",
                batch,
                by,
                Map.of(
                        "new",
                        plan.count(Verdict.Kind.NEW),
                        "changed",
                        plan.count(Verdict.Kind.CHANGED),
                        "left-out",
                        plan.count(Verdict.Kind.BAD)));
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Takes a table back that was taken in within the last seven days. */
    @Transactional
    public Outcome<Batch> takeBack(long id, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Batch> found = store.lock(id);
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (found.get().state() != Batch.State.TAKEN_IN) {
            return Outcome.refused(
                    Outcome.Kind.CHANGED_MEANWHILE,
                    "imports.already." + found.get().state().name());
        } else if (!found.get().isReturnable(clock.instant())) {
            return Outcome.refused(Outcome.Kind.INVALID, "imports.too-late", Batch.RETURNABLE.toDays());
        }
        Optional<Map<Integer, Plan.Fate>> fates = attempt(() -> moves.back().undo(found.get(), store.verdicts(id), by));
        if (fates.isEmpty()) {
            return Outcome.changedMeanwhile();
        }
        store.takenBack(id, fates.get(), new Batch.Hand(by.id(), clock.instant()));
        Map<String, Object> details = new HashMap<>();
        for (Plan.Back back : Plan.Back.values()) {
            details.put(
                    back.name().toLowerCase(java.util.Locale.ROOT),
                    fates.get().values().stream().filter(f -> f.back() == back).count());
        }
        tell("import.taken-back", found.get(), by, details);
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** What somebody else was faster with shows as a row that is missing or a handle that is taken: then nothing at all is written. */
    private static <T> Optional<T> attempt(java.util.function.Supplier<Optional<T>> writing) {
        Optional<T> written;
        try {
            written = writing.get();
        } catch (DuplicateKeyException race) {
            written = Optional.empty();
        }
        if (written.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return written;
    }

    private void tell(String action, Batch batch, Person by, Map<String, ?> counts) {
        Map<String, Object> details = new HashMap<>(counts);
        details.put("table", batch.kind().word());
        details.put("file", batch.fileName());
        moves.events().publishEvent(Audited.Entry.of(action, "import", batch.id(), null, by, details));
    }
}
