package org.lianxin.publishing.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Entry;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The publication register: on screen, as a table for spreadsheets, and over REST. Units see their own lines, office and inspectors all. */
@Controller
@Access({Role.EDITOR, Role.INSPECTOR, Role.LEADER, Role.OFFICE, Role.ON_SCENE_LEADER, Role.PARTNER, Role.SPOKESPERSON})
class RegisterController {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int PART = 1_000;

    private final RegisterList list;
    private final Units units;
    private final Accounts accounts;
    private final Clock clock;

    RegisterController(RegisterList list, Units units, Accounts accounts, Clock clock) {
        this.list = list;
        this.units = units;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The search as it stands in the address. */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String unit,
            @Nullable String category,
            @Nullable String account,
            @Nullable String outcome) {
        RegisterList.Wanted wanted() {
            return new RegisterList.Wanted(
                    day(from),
                    day(to),
                    number(unit),
                    Category.of(plain(category)).orElse(null),
                    number(account),
                    Arrays.stream(Entry.State.values())
                            .filter(s -> s.word().equals(plain(outcome)))
                            .findFirst()
                            .orElse(null));
        }

        private static String plain(@Nullable String text) {
            return text == null ? "" : text;
        }

        private static @Nullable Long number(@Nullable String text) {
            var id = Ids.parse(plain(text));
            return id.isPresent() ? (Long) id.getAsLong() : null;
        }

        private static @Nullable LocalDate day(@Nullable String text) {
            try {
                return plain(text).isEmpty() ? null : LocalDate.parse(plain(text));
            } catch (DateTimeParseException noDay) {
                return null;
            }
        }
    }

    @GetMapping("/console/register")
    String show(Asked asked, @RequestParam(defaultValue = "") String before, Person person, Model model) {
        RegisterList.Wanted wanted = asked.wanted();
        Slice<RegisterList.Row> rows =
                list.find(wanted, person, Cursor.parse(before).orElse(null), 50);
        Long only = wanted.unit() != null
                ? wanted.unit()
                : !person.readsAll() && person.units().size() == 1
                        ? person.units().iterator().next()
                        : null;
        model.addAttribute("wanted", wanted);
        model.addAttribute("rows", rows);
        model.addAttribute("units", person.readsAll() ? units.all() : List.of());
        model.addAttribute("accounts", only == null || !person.reads(only) ? List.of() : accounts.ofUnit(only));
        model.addAttribute("first", before.isEmpty());
        return "publishing/register/index";
    }

    /** Everything that was looked for, in parts, for a spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would run. */
    @GetMapping("/console/register.csv")
    void csv(Asked asked, Person person, Page page, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"register.csv\"");
        Texts t = page.t;
        RegisterList.Wanted wanted = asked.wanted();
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder().build(out)) {
            out.write('\ufeff');
            csv.writeRecord(List.of(
                    t.of("register.title-column"),
                    t.of("register.category"),
                    t.of("register.unit"),
                    t.of("register.account"),
                    t.of("register.platform"),
                    t.of("register.wrote"),
                    t.of("register.approved"),
                    t.of("register.approved-at"),
                    t.of("register.urgent"),
                    t.of("register.outcome"),
                    t.of("register.out-at"),
                    t.of("register.corrected-at"),
                    t.of("register.withdrawn-at"),
                    t.of("register.address"),
                    t.of("register.reason")));
            @Nullable Cursor before = null;
            do {
                Slice<RegisterList.Row> part = list.find(wanted, person, before, PART);
                for (RegisterList.Row r : part.items()) {
                    csv.writeRecord(cells(r, t).stream()
                            .map(RegisterController::harmless)
                            .toList());
                }
                before = part.next();
            } while (before != null);
        }
    }

    private List<String> cells(RegisterList.Row r, Texts t) {
        String comma = t.of("register.comma");
        return List.of(
                r.title(),
                t.of("category." + r.category().word()),
                r.unit(),
                r.account(),
                t.of("registry.platform." + r.platform().name()),
                String.join(comma, r.writers()),
                String.join(comma, r.approvers()),
                minute(r.passedAt()),
                t.of(r.urgent() ? "register.yes" : "register.no"),
                t.of(r.outcome()),
                minute(r.outAt()),
                minute(r.correctedAt()),
                minute(r.withdrawnAt()),
                r.url(),
                r.reason());
    }

    private String minute(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at.atZone(clock.getZone()));
    }

    /** A cell that begins like a formula is written as text. */
    static String harmless(String cell) {
        String body = cell.stripLeading();
        return !cell.isEmpty() && (cell.charAt(0) < ' ' || (!body.isEmpty() && "=+-@＝＋－＠".indexOf(body.charAt(0)) >= 0))
                ? "'" + cell
                : cell;
    }

    record Line(
            String id,
            String post,
            String title,
            String category,
            String unit,
            String account,
            String platform,
            int revision,
            List<String> writers,
            List<String> approvers,
            boolean urgent,
            Instant approvedAt,
            String outcome,
            String url,
            String reason,
            @Nullable Instant outAt,
            @Nullable Instant correctedAt,
            @Nullable Instant withdrawnAt) {}

    record Lines(List<Line> items, @Nullable String next) {}

    @GetMapping("/rest/v1/register")
    @ResponseBody
    Lines index(
            Asked asked,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int limit,
            Person person) {
        Slice<RegisterList.Row> rows =
                list.find(asked.wanted(), person, Cursor.parse(before).orElse(null), Math.clamp(limit, 1, 200));
        return new Lines(
                rows.items().stream()
                        .map(r -> new Line(
                                Ids.text(r.id()),
                                Ids.text(r.post()),
                                r.title(),
                                r.category().word(),
                                r.unit(),
                                r.account(),
                                r.platform().name(),
                                r.revision(),
                                r.writers(),
                                r.approvers(),
                                r.urgent(),
                                r.passedAt(),
                                r.state().word(),
                                r.url(),
                                r.reason(),
                                r.outAt(),
                                r.correctedAt(),
                                r.withdrawnAt()))
                        .toList(),
                rows.next() == null ? null : rows.next().toString());
    }
}
