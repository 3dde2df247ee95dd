package org.lianxin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody sent when their session was over: kept under the vault's lock until they sign in again, a day at most, the latest per
 * address and twenty per person. Passwords, codes and form tokens are never kept, nor are files.
 */
@Service
public class KeptForms {
    /** Together, in characters; what is longer is not kept. */
    public static final int MOST = 256 * 1024;

    static final Duration DAY = Duration.ofDays(1);
    private static final String LABEL = "identity.kept_form.fields";

    private final JdbcClient db;
    private final People.Desk desk;
    private final Vault vault;
    private final Sessions sessions;
    private final JsonMapper json;

    KeptForms(JdbcClient db, People.Desk desk, Vault vault, Sessions sessions, JsonMapper json) {
        this.db = db;
        this.desk = desk;
        this.vault = vault;
        this.sessions = sessions;
        this.json = json;
    }

    /** A field of a form as it was sent. */
    public record Field(String name, String value) {
        boolean secret() {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.equals("_csrf")
                    || lower.equals("code")
                    || lower.contains("password")
                    || lower.contains("secret");
        }
    }

    /** {@code path}: where it was to go; {@code files}: there were files with it, which are not kept. */
    public record Kept(long id, String path, Instant at, List<Field> fields, boolean files) {
        /** What a person wrote, longest first, without what the form carries by itself. */
        public List<String> words() {
            return fields.stream()
                    .map(Field::value)
                    .filter(v -> v.codePoints().anyMatch(c -> c > 0x7f || c == ' '))
                    .sorted((a, b) -> b.length() - a.length())
                    .toList();
        }
    }

    private record Content(List<Field> fields, boolean files) {}

    /** Whose session this cookie was within the last day; null if nobody's. */
    public @Nullable Long owner(String cookie) {
        return sessions.owner(cookie);
    }

    /** Keeps a form; false if there is nothing in it that could be kept. */
    @Transactional
    public boolean keep(long person, String path, List<Field> sent, boolean files) {
        List<Field> fields = sent.stream().filter(f -> !f.secret()).toList();
        int size = fields.stream()
                .mapToInt(f -> f.name().length() + f.value().length())
                .sum();
        if (size == 0 || size > MOST || path.length() > 1000) {
            return false;
        }
        db.sql("""
                insert into identity.kept_form (id, person, path, fields, kept_at) values (?, ?, ?, ?, ?)
                on conflict (person, path) do update set fields = excluded.fields, kept_at = excluded.kept_at""")
                .params(
                        desk.ids().next(),
                        person,
                        path,
                        vault.lock(LABEL, json.writeValueAsString(new Content(fields, files))),
                        Sql.time(desk.clock().instant()))
                .update();
        db.sql(
                        "delete from identity.kept_form where person = :p and id not in (select id from identity.kept_form where person = :p order by kept_at desc, id desc limit 20)")
                .param("p", person)
                .update();
        return true;
    }

    /** What is kept for the person, latest first. */
    public List<Kept> of(Person person) {
        return db.sql(
                        "select id, path, fields, kept_at from identity.kept_form where person = ? and kept_at > ? order by kept_at desc, id desc")
                .params(person.id(), Sql.time(desk.clock().instant().minus(DAY)))
                .query((row, n) -> {
                    Content content = json.readValue(vault.unlock(LABEL, row.getBytes("fields")), Content.class);
                    return new Kept(
                            row.getLong("id"),
                            row.getString("path"),
                            Sql.instant(row, "kept_at"),
                            content.fields(),
                            content.files());
                })
                .list();
    }

    /** The person does not need it any more. */
    @Transactional
    public Outcome<Boolean> drop(long id, Person person) {
        int gone = db.sql("delete from identity.kept_form where id = ? and person = ?")
                .params(id, person.id())
                .update();
        return gone == 1 ? Outcome.done(true) : Outcome.notFound();
    }

    /** Removes what is older than a day. */
    @Scheduled(cron = "0 7 * * * *")
    @Transactional
    public int sweep() {
        return db.sql("delete from identity.kept_form where kept_at <= ?")
                .param(Sql.time(desk.clock().instant().minus(DAY)))
                .update();
    }
}
