package org.lianxin.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Networks;
import org.lianxin.kernel.Sql;
import org.springframework.stereotype.Component;

/**
 * Counts wrong keys per number and address, and per address, within ten minutes; of IPv6 the first 64 bits count. The citizen who
 * mistypes waits ten minutes at most.
 *
 * <p>Nothing is counted per number alone: numbers are public, so whoever wanted could shut the citizen out with wrong keys. The key needs no
 * such lock. It has 60 random bits ({@code intake.FollowKeys}): from one address 40 tries in ten minutes are two million in a year; from a
 * hundred thousand addresses at once, all year and at one number (8 tries each), 4·10¹⁰ tries have one chance in 27 million.
 */
@Component
class KeyTries {
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int PER_PAIR = 8;
    private static final int PER_ADDRESS = 40;

    private final CaseDesk desk;
    private final Keys keys;

    KeyTries(CaseDesk desk, Keys keys) {
        this.desk = desk;
        this.keys = keys;
    }

    private record Counted(String key, int most) {}

    private List<Counted> counted(String number, String address) {
        String network = Networks.of(address);
        return List.of(
                new Counted(keys.sign("cases/tries", "pair " + number + " " + network), PER_PAIR),
                new Counted(keys.sign("cases/tries", "address " + network), PER_ADDRESS));
    }

    boolean exhausted(String number, String address) {
        List<Counted> all = counted(number, address);
        return desk.db()
                .sql(
                        "select exists (select from cases.attempt a join unnest(:keys::text[], :most::int[]) w(key, most) using (key) where a.since > :since and a.failures >= w.most)")
                .param("keys", all.stream().map(Counted::key).toArray(String[]::new))
                .param("most", all.stream().map(Counted::most).toArray(Integer[]::new))
                .param("since", Sql.time(since()))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    void wrong(String number, String address) {
        desk.db()
                .sql(
                        "delete from cases.attempt where key in (select key from cases.attempt where since <= ? order by since limit 100 for update skip locked)")
                .param(Sql.time(since()))
                .update();
        desk.db()
                .sql("""
                        insert into cases.attempt (key, failures, since) select k, 1, :now from unnest(:keys::text[]) k order by k
                        on conflict (key) do update set failures = case when cases.attempt.since <= :window then 1 else cases.attempt.failures + 1 end,
                          since = case when cases.attempt.since <= :window then excluded.since else cases.attempt.since end""")
                .param(
                        "keys",
                        counted(number, address).stream().map(Counted::key).toArray(String[]::new))
                .param("now", Sql.time(desk.clock().instant()))
                .param("window", Sql.time(since()))
                .update();
    }

    private Instant since() {
        return desk.clock().instant().minus(WINDOW);
    }
}
