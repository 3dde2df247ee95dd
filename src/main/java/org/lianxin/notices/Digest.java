package org.lianxin.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes one mail to everybody who was rung: all that waits and was not told yet. In the quiet hours (setting {@code notices.quiet}) only what
 * is due within the hour; the rest is told when they end. Who has no address finds it in the console.
 */
@Component
public class Digest {
    private static final Logger log = LoggerFactory.getLogger(Digest.class);
    private static final Duration URGENT = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final JdbcClient db;
    private final ObjectProvider<Waiting> modules;
    private final People people;
    private final Writing writing;
    private final Clock clock;

    Digest(JdbcClient db, ObjectProvider<Waiting> modules, People people, Writing writing, Clock clock) {
        this.db = db;
        this.modules = modules;
        this.people = people;
        this.writing = writing;
        this.clock = clock;
    }

    /** What it writes with. */
    @Component
    record Writing(Letter letter, Mails mails, Settings settings, TransactionTemplate transaction) {}

    @Scheduled(fixedDelay = 30_000, initialDelay = 15_000)
    void tick() {
        run();
    }

    @Scheduled(cron = "0 31 4 * * *")
    void sweep() {
        db.sql("delete from notices.told where told_at < ?")
                .param(Sql.time(clock.instant().minus(REMEMBERED)))
                .update();
    }

    /** Writes the mails of this moment; returns how many. One person's trouble keeps nobody else from being told. */
    public int run() {
        boolean quiet = Quiet.parse(writing.settings().text("notices.quiet", Quiet.DEFAULT))
                .holds(clock.instant().atZone(clock.getZone()));
        int written = 0;
        for (long person : db.sql("select distinct person from notices.rung order by person")
                .query((row, n) -> row.getLong(1))
                .list()) {
            try {
                written += Boolean.TRUE.equals(writing.transaction().execute(t -> tell(person, quiet))) ? 1 : 0;
            } catch (RuntimeException fault) {
                log.error("person {} could not be told what waits", person, fault);
            }
        }
        return written;
    }

    /** One transaction: the bells that are heard, the mail, and what it tells go together or not at all. */
    private boolean tell(long id, boolean quiet) {
        Optional<Profile> to =
                people.find(id).filter(p -> p.active() && !p.email().isBlank());
        Optional<Person> person = to.flatMap(p -> people.asPerson(id));
        if (!quiet || person.isEmpty()) {
            int heard = db.sql(
                            "delete from notices.rung where ctid = any(array(select ctid from notices.rung where person = ? for update skip locked))")
                    .param(id)
                    .update();
            if (heard == 0) {
                return false;
            }
        }
        if (person.isEmpty()) {
            return false;
        }
        List<Waiting.Item> fresh = fresh(person.get());
        Instant now = clock.instant();
        if (quiet) {
            fresh.removeIf(
                    i -> i.due() == null || i.due().isBefore(now) || i.due().isAfter(now.plus(URGENT)));
        }
        if (fresh.isEmpty()) {
            return false;
        }
        String[] items = fresh.stream().map(Waiting.Item::id).toArray(String[]::new);
        int noted = db.sql(
                        "insert into notices.told (person, item, told_at) select ?, i, ? from unnest(?::text[]) i order by i on conflict do nothing")
                .params(id, Sql.time(now), items)
                .update();
        if (noted == 0) {
            return false;
        }
        Letter.Text text = writing.letter().digest(to.orElseThrow(), fresh);
        writing.mails()
                .write("digest/" + id + "/" + now + "/" + items[0], id, to.get().email(), text.subject(), text.body());
        return true;
    }

    private List<Waiting.Item> fresh(Person person) {
        List<Waiting.Item> all = new ArrayList<>();
        modules.stream().forEach(module -> all.addAll(module.waitingFor(person)));
        Set<String> told = new HashSet<>(db.sql("select item from notices.told where person = ? and item = any(?)")
                .params(person.id(), all.stream().map(Waiting.Item::id).toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list());
        all.removeIf(i -> told.contains(i.id()));
        return all;
    }
}
