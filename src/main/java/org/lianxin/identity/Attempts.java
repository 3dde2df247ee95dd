package org.lianxin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Networks;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts failures and shuts the door: 5 for a login from one address, 20 for a login from anywhere, 60 from one address, 5 wrong codes. Shut for
 * 15 minutes, twice as long each time after that, a day at most; an hour without a failure begins a new count, two days forget all. A try is
 * counted before it is looked at and taken back if it was right, so that many at once get no more guesses than one after another. What was
 * typed as a login is kept under a key only: people type passwords there.
 */
@Component
class Attempts {
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Duration FORGET = Duration.ofDays(2);

    private final JdbcClient db;
    private final People.Desk desk;
    private final Keys keys;

    Attempts(JdbcClient db, People.Desk desk, Keys keys) {
        this.db = db;
        this.desk = desk;
        this.keys = keys;
    }

    /** What is shut: the login from this address, the login from everywhere, everybody from this address, the second step of the login. */
    enum What {
        HERE(5),
        LOGIN(20),
        ADDRESS(60),
        CODE(5);

        private final int most;

        What(int most) {
            this.most = most;
        }
    }

    /** A door that is shut since the last failure, and until when. */
    record Shut(What what, Instant since, Instant until) {}

    private record Count(
            What what,
            String key,
            int failures,
            Instant lastAt,
            @Nullable Instant shutUntil) {}

    /** A try that has been counted; {@code shut} if it may not even be looked at. */
    record Try(List<String> keys, List<What> full, @Nullable Shut shut) {}

    /** Counts a password for a login from an address. {@code known}: the person has signed in from there before, so the shut login is no obstacle. */
    Try password(String login, String address, boolean known) {
        List<Count> counts = new ArrayList<>();
        counts.add(count(What.HERE, here(login, address)));
        if (counts.getFirst().shutUntil() != null) {
            // whoever hammers at a shut door does not shut it for others
            return judge(counts);
        }
        counts.add(count(What.ADDRESS, "address:" + Networks.of(address)));
        if (!known) {
            counts.add(count(What.LOGIN, login(login)));
        }
        return judge(counts);
    }

    Try code(String login) {
        return judge(List.of(count(What.CODE, codeOf(login))));
    }

    private Try judge(List<Count> counts) {
        Shut shut = null;
        for (Count count : counts) {
            Instant until = count.shutUntil();
            if (until == null && count.failures() > count.what().most) {
                until = close(count.key());
            }
            if (until != null && (shut == null || until.isAfter(shut.until()))) {
                shut = new Shut(count.what(), count.lastAt(), until);
            }
        }
        return new Try(
                counts.stream().map(Count::key).toList(),
                counts.stream()
                        .filter(c -> c.failures() >= c.what().most)
                        .map(Count::what)
                        .toList(),
                shut);
    }

    private Count count(What what, String key) {
        Instant now = desk.clock().instant();
        return db.sql("""
                        insert into identity.attempt as a (key, failures, last_at) values (:key, 1, :now)
                        on conflict (key) do update set
                            failures = case when a.shut_until > :now then a.failures when a.shut_until is not null or a.last_at < :quiet then 1 else a.failures + 1 end,
                            rounds = case when greatest(a.last_at, a.shut_until) < :forget then 0 else a.rounds end,
                            shut_until = case when a.shut_until > :now then a.shut_until end,
                            last_at = case when a.shut_until > :now then a.last_at else :now end
                        returning failures, last_at, shut_until""")
                .param("key", key)
                .param("now", Sql.time(now))
                .param("quiet", Sql.time(now.minus(QUIET)))
                .param("forget", Sql.time(now.minus(FORGET)))
                .query((row, n) -> new Count(
                        what,
                        key,
                        row.getInt("failures"),
                        Sql.instant(row, "last_at"),
                        Sql.instantOrNull(row, "shut_until")))
                .single();
    }

    /** It was wrong: whatever has reached its limit is shut; the longest of them is returned. */
    Optional<Shut> wrong(Try tried) {
        Shut longest = null;
        for (int i = 0; i < tried.keys().size(); i++) {
            String key = tried.keys().get(i);
            What what = key.startsWith("here:")
                    ? What.HERE
                    : key.startsWith("login:") ? What.LOGIN : key.startsWith("code:") ? What.CODE : What.ADDRESS;
            if (tried.full().contains(what)) {
                Instant until = close(key);
                if (longest == null || until.isAfter(longest.until())) {
                    longest = new Shut(what, desk.clock().instant(), until);
                }
            }
        }
        return Optional.ofNullable(longest);
    }

    private Instant close(String key) {
        return db.sql("""
                        update identity.attempt set rounds = case when shut_until is null then rounds + 1 else rounds end,
                            shut_until = coalesce(shut_until, cast(:now as timestamptz) + least(15 * power(2, least(rounds, 8)), 1440) * interval '1 minute')
                        where key = :key returning shut_until""")
                .param("key", key)
                .param("now", Sql.time(desk.clock().instant()))
                .query((row, n) -> Sql.instant(row, "shut_until"))
                .single();
    }

    /** It was right, or was not looked at for want of a place: the try does not count. */
    void takeBack(Try tried) {
        db.sql("update identity.attempt set failures = greatest(failures - 1, 0) where key = any(?)")
                .param(tried.keys().toArray(String[]::new))
                .update();
    }

    /** The person is in: what this address had against the login is forgotten. */
    void forget(String login, String address) {
        db.sql("delete from identity.attempt where key in (?, ?)")
                .params(here(login, address), codeOf(login))
                .update();
    }

    /** Every door that is shut for this login, from wherever; the address's own count stays. */
    int open(String login) {
        return db.sql("delete from identity.attempt where key = ? or key = ? or starts_with(key, ?)")
                .params(login(login), codeOf(login), here(login, ""))
                .update();
    }

    /** Until when the login or its second step is shut, from anywhere or from some address; null if it is open. */
    @Nullable
    Instant shutUntil(String login) {
        return db.sql(
                        "select shut_until from identity.attempt where (key = ? or key = ? or starts_with(key, ?)) and shut_until > ? order by shut_until desc limit 1")
                .params(
                        login(login),
                        codeOf(login),
                        here(login, ""),
                        Sql.time(desk.clock().instant()))
                .query((row, n) -> Sql.instant(row, "shut_until"))
                .optional()
                .orElse(null);
    }

    /** Counts that nothing depends on any more. */
    @Scheduled(cron = "0 17 4 * * *")
    void sweep() {
        Instant old = desk.clock().instant().minus(FORGET);
        db.sql("delete from identity.attempt where last_at < ? and (shut_until is null or shut_until < ?)")
                .params(Sql.time(old), Sql.time(old))
                .update();
    }

    private String here(String login, String address) {
        return "here:" + keys.sign("attempt", login) + ":" + Networks.of(address);
    }

    private String login(String login) {
        return "login:" + keys.sign("attempt", login);
    }

    private String codeOf(String login) {
        return "code:" + keys.sign("attempt", login);
    }
}
