package org.lianxin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.support.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The calendar of 2026 with its holidays and make-up workdays; Java and SQL reckon alike. */
class WorkingCalendarTests {
    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
    private final LianxinClock clock = new LianxinClock(CITY);
    private JdbcClient db;
    private WorkingCalendar calendar;

    @BeforeEach
    void setUp() {
        var address = TestPostgres.freshDatabase();
        db = JdbcClient.create(new DriverManagerDataSource(address.url(), address.user(), address.password()));
        calendar = new WorkingCalendar(db, clock, new Settings(db, clock));
    }

    @ParameterizedTest(name = "received {0}, {1} working days → {2}")
    @CsvSource({
        "2026-11-20T21:40, 1, 2026-11-23", // a Friday evening
        "2026-11-22T10:00, 1, 2026-11-23", // a Sunday
        "2026-09-18T09:00, 1, 2026-09-20", // the Sunday that makes up for the National Day holiday
        "2026-09-18T09:00, 5, 2026-09-24", // Sun 20, Mon 21 – Thu 24
        "2026-09-18T09:00, 6, 2026-09-28", // then the Mid-Autumn holiday
        "2026-02-13T17:00, 1, 2026-02-14", // Saturday before Spring Festival is worked
        "2026-02-14T08:00, 1, 2026-02-24", // the day after the long holiday
        "2026-02-14T08:00, 5, 2026-02-28", // Tue 24 – Fri 27, then the make-up Saturday
        "2026-04-30T12:00, 3, 2026-05-08",
        "2026-04-30T12:00, 4, 2026-05-09",
        "2026-10-01T12:00, 3, 2026-10-10",
        "2026-01-04T12:00, 15, 2026-01-23"
    })
    void deadlines_of_2026(String received, int days, String expected) {
        Instant at = java.time.LocalDateTime.parse(received).atZone(CITY).toInstant();
        LocalDate due = LocalDate.parse(expected);
        WorkingCalendar.Due reckoned = calendar.due(at, days);
        assertThat(reckoned.at()).isEqualTo(due.atTime(17, 30).atZone(CITY).toInstant());
        assertThat(reckoned.provisional()).isFalse();
        LocalDate inSql = db.sql("""
                        select e.day from kernel.face_day s join kernel.face_day e on e.working and e.ordinal = s.ordinal + ? where s.day = ?""")
                .params(days, at.atZone(CITY).toLocalDate())
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .single();
        assertThat(inSql).isEqualTo(due);
    }

    @Test
    void a_year_without_a_calendar_is_reckoned_by_weekdays_and_says_so() {
        WorkingCalendar.Due due = calendar.due(Instant.parse("2026-12-30T02:00:00Z"), 2);
        assertThat(due.at()).isEqualTo(Instant.parse("2027-01-01T09:30:00Z"));
        assertThat(due.provisional()).isTrue();
    }

    @Test
    void importing_a_year_moves_what_was_reckoned() {
        LocalDate newYear = LocalDate.parse("2027-01-01");
        calendar.importYear(2027, Map.of(newYear, new WorkingCalendar.Day(newYear, false, "元旦", true, 0)));
        WorkingCalendar.Due due = calendar.due(Instant.parse("2026-12-30T02:00:00Z"), 2);
        assertThat(due.at()).isEqualTo(Instant.parse("2027-01-04T09:30:00Z"));
        assertThat(due.provisional()).isFalse();
        assertThat(calendar.day(newYear).name()).isEqualTo("元旦");
    }

    @Test
    void working_days_left_count_whole_days() {
        clock.set(Instant.parse("2026-11-22T02:00:00Z"));
        assertThat(calendar.workingDaysLeft(Instant.parse("2026-11-24T09:30:00Z")))
                .isEqualTo(2);
        assertThat(calendar.workingDaysLeft(Instant.parse("2026-11-22T09:30:00Z")))
                .isZero();
        assertThat(calendar.workingDaysLeft(Instant.parse("2026-11-19T09:30:00Z")))
                .isEqualTo(-1);
    }
}
