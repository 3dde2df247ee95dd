package org.lianxin.registry.web;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Batch;
import org.lianxin.registry.Importing;
import org.lianxin.registry.Plan;
import org.lianxin.registry.Units;
import org.lianxin.registry.Verdict;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Tables over REST, with the service that the pages use. */
@RestController
@RequestMapping("/rest/v1/imports")
@Access(Role.OFFICE)
class ImportsApi {
    private final Importing importing;
    private final Units units;

    ImportsApi(Importing importing, Units units) {
        this.importing = importing;
        this.units = units;
    }

    record Shown(
            String id,
            String kind,
            String file,
            String format,
            String charset,
            String state,
            int rows,
            Map<String, Integer> counts,
            String digest,
            List<String> unread,
            Instant at,
            @Nullable Instant takenInAt,
            @Nullable Instant returnableUntil,
            @Nullable Instant takenBackAt) {}

    record Listed(String id, String kind, String file, String state, int rows, Instant at) {}

    record Listing(List<Listed> items, @Nullable String next) {}

    record Reason(String column, String sentence, String better) {}

    record Line(
            int line,
            String kind,
            List<String> cells,
            List<Reason> reasons,
            List<Verdict.Change> changes,
            @Nullable String subject,
            @Nullable String back,
            @Nullable String why) {}

    record Part(List<Line> items, @Nullable Integer next) {}

    record Correction(@Nullable Integer line, @Nullable String column) {}

    record Corrected(int rows, Shown table) {}

    record Seen(@Nullable String digest) {}

    @GetMapping
    @Access({Role.INSPECTOR, Role.OFFICE})
    Listing index(
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int limit,
            Person person) {
        Slice<Batch> found = importing.latest(Cursor.parse(before).orElse(null), Math.clamp(limit, 1, 200), person);
        return new Listing(
                found.items().stream()
                        .map(b -> new Listed(
                                Ids.text(b.id()),
                                b.kind().word(),
                                b.fileName(),
                                b.state().name(),
                                b.rows(),
                                b.brought().at()))
                        .toList(),
                found.next() == null ? null : found.next().toString());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@RequestParam(required = false) @Nullable MultipartFile file, Person person) throws IOException {
        return shown(Refusals.orRefuse(ImportsController.bring(importing, file, person)));
    }

    @GetMapping("/{id}")
    @Access({Role.INSPECTOR, Role.OFFICE})
    Shown show(@PathVariable String id, Person person) {
        return shown(find(id, person));
    }

    /** Its rows in the order of the file; {@code kind} new, changed, same or bad. */
    @GetMapping("/{id}/rows")
    @Access({Role.INSPECTOR, Role.OFFICE})
    Part rows(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(defaultValue = "200") int limit,
            Person person,
            Page page) {
        Batch batch = find(id, person);
        Plan plan = importing.plan(batch);
        int most = Math.clamp(limit, 1, 1_000);
        boolean all =
                Arrays.stream(Verdict.Kind.values()).noneMatch(k -> k.word().equals(kind));
        List<Verdict> found = plan.verdicts().stream()
                .filter(v -> v.line() > after && (all || v.kind().word().equals(kind)))
                .limit(most + 1L)
                .toList();
        List<Verdict> here = found.subList(0, Math.min(most, found.size()));
        Lines lines = new Lines(batch, plan, units, page.t);
        return new Part(
                here.stream().map(v -> line(v, batch, plan, lines)).toList(),
                found.size() > most ? (Integer) here.getLast().line() : null);
    }

    private static Line line(Verdict v, Batch batch, Plan plan, Lines lines) {
        List<ImportPage.Reason> said = lines.reasons(v);
        List<Reason> reasons = java.util.stream.IntStream.range(0, said.size())
                .mapToObj(i -> new Reason(
                        v.faults().get(i).column(),
                        said.get(i).sentence(),
                        v.faults().get(i).better()))
                .toList();
        Plan.Fate fate = plan.fates().get(v.line());
        return new Line(
                v.line(),
                v.kind().word(),
                v.cells(),
                reasons,
                v.kind() == Verdict.Kind.CHANGED ? v.changes(batch.kind()) : List.of(),
                v.subject() == null ? null : Ids.text(v.subject()),
                fate == null ? null : fate.back().name().toLowerCase(Locale.ROOT),
                fate == null || fate.why().isEmpty() ? null : fate.why());
    }

    @PostMapping("/{id}/corrections")
    Corrected mend(@PathVariable String id, @RequestBody Correction correction, Person person, Page page) {
        int line = correction.line() == null ? 0 : correction.line();
        String column = correction.column() == null ? "" : correction.column();
        int rows = Refusals.orRefuse(importing.mend(find(id, person).id(), line, column, page.t, person));
        return new Corrected(rows, shown(find(id, person)));
    }

    /** {@code digest}: of the table as it was shown; a 409 says that it would do something else by now. */
    @PostMapping("/{id}/confirmation")
    Shown takeIn(@PathVariable String id, @RequestBody Seen seen, Person person) {
        return shown(Refusals.orRefuse(
                importing.takeIn(find(id, person).id(), seen.digest() == null ? "" : seen.digest(), person)));
    }

    @PostMapping("/{id}/withdrawal")
    Shown takeBack(@PathVariable String id, Person person) {
        return shown(Refusals.orRefuse(importing.takeBack(find(id, person).id(), person)));
    }

    private Batch find(String id, Person person) {
        return importing.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    private Shown shown(Batch batch) {
        Plan plan = importing.plan(batch);
        Map<String, Integer> counts = new TreeMap<>();
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            counts.put(kind.word(), plan.count(kind));
        }
        return new Shown(
                Ids.text(batch.id()),
                batch.kind().word(),
                batch.fileName(),
                batch.format().name(),
                batch.charset(),
                batch.state().name(),
                batch.rows(),
                counts,
                plan.digest(),
                batch.unread(),
                batch.brought().at(),
                batch.takenIn() == null ? null : batch.takenIn().at(),
                batch.returnableUntil(),
                batch.takenBack() == null ? null : batch.takenBack().at());
    }
}
