package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Working days of 2026 with holidays and make-up days, for every kind. A context of its own: an import changes the calendar. */
@LianxinTest(properties = "lianxin.test=deadlines")
class DeadlinesTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Deadlines deadlines;

    @Autowired
    WorkingDays workingDays;

    @Autowired
    Casework casework;

    @Autowired
    LianxinClock clock;

    Letters letters;

    @BeforeEach
    void cast() {
        letters = new Letters(context);
    }

    @AfterEach
    void clock() {
        clock.set(null);
    }

    private static Instant closing(String day) {
        return Instant.parse(day + "T09:30:00Z");
    }

    @Test
    void each_kind_has_its_days_counted_over_the_national_day_and_its_make_up_saturday() {
        // Tuesday, two days before the holiday of 1–7 October; Saturday the 10th is a working day
        letters.at("2026-09-29T13:00:00Z");
        Map<Kind, List<Instant>> due = new EnumMap<>(Kind.class);
        for (Kind kind : Deadlines.kinds()) {
            Case.Reckoning clock = letters.write(kind, "国庆前写的信", "water").clock();
            assertThat(clock).isNotNull();
            due.put(kind, clock == null ? List.of() : List.of(clock.dueFirst(), clock.dueFinal()));
        }
        assertThat(due)
                .isEqualTo(new EnumMap<>(Map.of(
                        Kind.INQUIRY, List.of(closing("2026-09-30"), closing("2026-10-09")),
                        Kind.HELP, List.of(closing("2026-09-30"), closing("2026-10-12")),
                        Kind.COMPLAINT, List.of(closing("2026-09-30"), closing("2026-10-12")),
                        Kind.REPORT, List.of(closing("2026-09-30"), closing("2026-10-12")),
                        Kind.SUGGESTION, List.of(closing("2026-09-30"), closing("2026-10-26")))));
    }

    @Test
    void thanks_and_other_have_no_deadline_until_the_office_gives_them_to_a_unit() {
        letters.at("2026-11-20T02:00:00Z");
        Case letter = letters.write(Kind.OTHER, "有件事想说", "water");
        assertThat(letter.clock()).isNull();
        assertThat(letter.state()).isEqualTo(CaseState.UNROUTED);
        letters.at("2026-11-23T02:00:00Z");
        Case routed = casework.route(
                        letter.id(),
                        letter.version(),
                        letters.cast.unit("water").id(),
                        "",
                        letters.cast.person("office"))
                .orThrow();
        assertThat(routed.nextDueAt()).isEqualTo(closing("2026-11-24"));
    }

    @Test
    void the_way_names_every_day_off_and_every_make_up_day() {
        letters.at("2026-02-13T02:00:00Z");
        Case letter = letters.write(Kind.INQUIRY, "春节前写的信", "water");
        List<Deadlines.Day> way = deadlines.way(java.util.Objects.requireNonNull(letter.clock()), false);
        assertThat(way.getFirst().received()).isTrue();
        assertThat(way.get(1))
                .isEqualTo(new Deadlines.Day(LocalDate.of(2026, 2, 14), true, "春节调休", 1, false, false, false));
        assertThat(way.subList(2, 11)).allMatch(d -> !d.working() && d.name().equals("春节"));
        assertThat(way.getLast())
                .isEqualTo(new Deadlines.Day(LocalDate.of(2026, 2, 25), true, "", 3, false, false, true));
    }

    @Test
    void a_year_without_a_calendar_is_provisional_and_an_import_recomputes_what_runs_in_one_statement() {
        letters.at("2027-09-28T02:00:00Z");
        Case running = letters.write(Kind.HELP, "明年国庆前的信", "water");
        Case closed = letters.write(Kind.OTHER, "没有事", "water");
        casework.close(closed.id(), closed.version(), Case.As.OTHER, "没有事", letters.cast.person("office"))
                .orThrow();
        assertThat(running.clock()).isNotNull();
        assertThat(java.util.Objects.requireNonNull(running.clock()).provisional())
                .isTrue();
        assertThat(running.clock().dueFinal()).isEqualTo(closing("2027-10-05"));
        String csv =
                "date,working,name\n2027-10-01,off,国庆节\n2027-10-04,off,国庆节\n2027-10-05,off,国庆节\n2027-10-09,work,国庆节调休\n";
        assertThat(workingDays.carryOut(csv, letters.cast.person("water.editor")))
                .isEqualTo(Outcome.notAllowed());
        WorkingDays.Imported done =
                workingDays.carryOut(csv, letters.cast.person("office")).orThrow();
        assertThat(done.deadlines()).isGreaterThanOrEqualTo(1);
        Case.Reckoning now =
                java.util.Objects.requireNonNull(letters.now(running).clock());
        assertThat(now.provisional()).isFalse();
        assertThat(now.dueFinal()).isEqualTo(closing("2027-10-08"));
        // what the statement reckoned is what a new letter of that day gets
        assertThat(now).isEqualTo(letters.write(Kind.HELP, "同一天", "water").clock());
        assertThat(deadlines.recompute()).isZero();
    }

    @Test
    void a_calendar_file_is_read_and_shown_before_anything_changes() {
        String ics =
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280101\r\nDTEND;VALUE=DATE:20280104\r\nSUMMARY:元旦（休）\r\nEND:VEVENT\r\n"
                        + "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280108\r\nSUMMARY:元旦（班）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        WorkingDays.Plan plan = workingDays.read(ics).orThrow();
        assertThat(plan.year()).isEqualTo(2028);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.days()).hasSize(4);
        assertThat(plan.days().getLast().working()).isTrue();
        assertThat(workingDays.imported(2028)).isFalse();
    }

    @Test
    void a_broken_line_is_named_and_nothing_is_imported() {
        String csv = "2029-01-01,off,元旦\n2029-13-01,off,没有这天\n2029-01-02,maybe,不知道\n";
        WorkingDays.Plan plan = workingDays.read(csv).orThrow();
        assertThat(plan.problems()).extracting(WorkingDays.Problem::line).containsExactly(2, 3);
        assertThat(workingDays.carryOut(csv, letters.cast.person("office"))).isInstanceOf(Outcome.Refused.class);
        assertThat(workingDays.imported(2029)).isFalse();
        assertThat(workingDays.read("")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void changed_days_concern_new_letters_only() {
        letters.at("2026-11-23T02:00:00Z");
        Case before = letters.write(Kind.REPORT, "有人举报", "water");
        assertThat(deadlines.set(Map.of(Kind.REPORT, new Deadlines.Days(1, 5)), 5, letters.cast.person("water.leader")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(deadlines.set(Map.of(Kind.REPORT, new Deadlines.Days(3, 2)), 5, letters.cast.person("office")))
                .isInstanceOf(Outcome.Refused.class);
        deadlines
                .set(Map.of(Kind.REPORT, new Deadlines.Days(1, 2)), 5, letters.cast.person("office"))
                .orThrow();
        assertThat(letters.write(Kind.REPORT, "又一件", "water").clock())
                .extracting("dueFinal")
                .isEqualTo(closing("2026-11-25"));
        assertThat(letters.now(before).clock()).isEqualTo(before.clock());
        deadlines
                .set(Map.of(Kind.REPORT, new Deadlines.Days(1, 5)), 5, letters.cast.person("office"))
                .orThrow();
    }
}
