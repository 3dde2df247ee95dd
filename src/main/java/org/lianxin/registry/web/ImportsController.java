package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Outcome;
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
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Tables on their way into the register: brought, looked at, mended, taken in, taken back. */
@Controller
@Access(Role.OFFICE)
class ImportsController {
    private static final int ROWS = 50;
    private static final int TABLES = 20;

    private final Importing importing;
    private final Units units;
    private final People people;
    private final Clock clock;

    ImportsController(Importing importing, Units units, People people, Clock clock) {
        this.importing = importing;
        this.units = units;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/console/imports")
    @Access({Role.INSPECTOR, Role.OFFICE})
    String index(@RequestParam(defaultValue = "") String before, Person person, Model model) {
        return index(Cursor.parse(before).orElse(null), Map.of(), person, model);
    }

    /** Where one looks for it from the list of units or accounts: both kinds of table come in at the same place. */
    @GetMapping({"/console/units/import", "/console/accounts/import"})
    String elsewhere() {
        return "redirect:/console/imports";
    }

    @PostMapping("/console/imports")
    String create(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return switch (bring(file, person)) {
            case Outcome.Done<Batch>(Batch batch) -> "redirect:/console/imports/" + batch.id();
            case Outcome.Refused<Batch> refused -> {
                response.setStatus(refused.kind().status());
                yield index(
                        null,
                        Map.of(
                                refused.field() == null ? "" : refused.field(),
                                page.t.of(refused.key(), refused.arguments())),
                        person,
                        model);
            }
        };
    }

    private Outcome<Batch> bring(@Nullable MultipartFile file, Person person) throws IOException {
        return bring(importing, file, person);
    }

    /** A file too large is refused before it is read into memory. */
    static Outcome<Batch> bring(Importing importing, @Nullable MultipartFile file, Person person) throws IOException {
        if (file == null || file.isEmpty()) {
            return Outcome.invalid("file", "imports.file.missing");
        } else if (file.getSize() > Importing.MOST_BYTES) {
            return Outcome.invalid("file", "imports.file.too-large", Importing.MOST_BYTES / 1024 / 1024);
        }
        return importing.bring(file.getBytes(), Objects.requireNonNullElse(file.getOriginalFilename(), ""), person);
    }

    @GetMapping("/console/imports/{id}")
    @Access({Role.INSPECTOR, Role.OFFICE})
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "0") int after,
            Person person,
            Page page,
            Model model) {
        return show(find(id, person), show, after, "", person, page, model);
    }

    @PostMapping("/console/imports/{id}/corrections")
    String mend(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int line,
            @RequestParam(defaultValue = "") String column,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (importing.mend(find(id, person).id(), line, column, page.t, person)) {
            case Outcome.Done<Integer> done -> "redirect:/console/imports/" + id + "?said=import-mended";
            case Outcome.Refused<Integer> refused -> refused(id, refused, person, page, model, response);
        };
    }

    @PostMapping("/console/imports/{id}/confirmation")
    String takeIn(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String digest,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (importing.takeIn(find(id, person).id(), digest, person)) {
            case Outcome.Done<Batch> done -> "redirect:/console/imports/" + id + "?said=import-taken-in";
            case Outcome.Refused<Batch> refused -> refused(id, refused, person, page, model, response);
        };
    }

    @PostMapping("/console/imports/{id}/withdrawal")
    String takeBack(@PathVariable String id, Person person, Page page, Model model, HttpServletResponse response) {
        return switch (importing.takeBack(find(id, person).id(), person)) {
            case Outcome.Done<Batch> done -> "redirect:/console/imports/" + id + "?said=import-taken-back";
            case Outcome.Refused<Batch> refused -> refused(id, refused, person, page, model, response);
        };
    }

    /** The rows that cannot be taken, each with its reason in front: mended, the same file can be brought again. */
    @GetMapping("/console/imports/{id}/bad.csv")
    @Access({Role.INSPECTOR, Role.OFFICE})
    ResponseEntity<byte[]> bad(@PathVariable String id, Person person, Page page) {
        Batch batch = find(id, person);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(batch.kind().word() + "-bad.csv")
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(importing.bad(batch, page.t));
    }

    private Batch find(String id, Person person) {
        return importing.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    /** The page as it is by now, with the sentence that says why nothing was done. */
    private String refused(
            String id,
            Outcome.Refused<?> refused,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        if (refused.kind() == Outcome.Kind.NOT_FOUND || refused.kind() == Outcome.Kind.NOT_ALLOWED) {
            Refusals.orRefuse(refused);
        }
        response.setStatus(refused.kind().status());
        return show(find(id, person), "", 0, page.t.of(refused.key(), refused.arguments()), person, page, model);
    }

    private String index(@Nullable Cursor before, Map<String, String> errors, Person person, Model model) {
        Slice<Batch> batches = importing.latest(before, TABLES, person);
        model.addAttribute("batches", batches);
        model.addAttribute("people", names(batches.items()));
        model.addAttribute("errors", errors);
        model.addAttribute("may", person.is(Role.OFFICE));
        model.addAttribute("first", before == null);
        return "registry/imports/index";
    }

    private Map<Long, String> names(List<Batch> batches) {
        return people.names(batches.stream()
                .flatMap(b -> Stream.of(b.brought(), b.takenIn(), b.takenBack()))
                .filter(Objects::nonNull)
                .map(Batch.Hand::person)
                .toList());
    }

    private String show(Batch batch, String wanted, int after, String notice, Person person, Page page, Model model) {
        Plan plan = importing.plan(batch);
        ImportPage.Show show = Stream.of(ImportPage.Show.values())
                .filter(s -> s.word().equals(wanted))
                .findFirst()
                .orElseGet(() -> first(batch, plan));
        Lines lines = new Lines(batch, plan, units, page.t);
        List<Verdict> found = plan.verdicts().stream()
                .filter(v -> v.line() > after && shows(show, v, plan))
                .limit(ROWS + 1L)
                .toList();
        List<Verdict> here = found.subList(0, Math.min(ROWS, found.size()));
        Integer next = found.size() > ROWS ? (Integer) here.getLast().line() : null;
        List<ImportPage.Row> rows =
                new ArrayList<>(here.stream().map(lines::row).toList());
        model.addAttribute(
                "it",
                new ImportPage(
                        batch,
                        plan,
                        show,
                        rows,
                        next,
                        names(List.of(batch)),
                        notice,
                        person.is(Role.OFFICE),
                        clock.instant()));
        return "registry/imports/show";
    }

    /** What needs eyes first. */
    private static ImportPage.Show first(Batch batch, Plan plan) {
        if (plan.fates().values().stream().anyMatch(f -> f.back() == Plan.Back.LEFT)) {
            return ImportPage.Show.LEFT;
        } else if (batch.state() == Batch.State.TRIED && plan.count(Verdict.Kind.BAD) > 0) {
            return ImportPage.Show.BAD;
        }
        return Stream.of(ImportPage.Show.NEW, ImportPage.Show.CHANGED, ImportPage.Show.BAD)
                .filter(s -> plan.count(Verdict.Kind.valueOf(s.name())) > 0)
                .findFirst()
                .orElse(ImportPage.Show.SAME);
    }

    private static boolean shows(ImportPage.Show show, Verdict v, Plan plan) {
        Plan.Fate fate = plan.fates().get(v.line());
        return show == ImportPage.Show.LEFT
                ? fate != null && fate.back() == Plan.Back.LEFT
                : v.kind().name().equals(show.name());
    }
}
