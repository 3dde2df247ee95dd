package org.lianxin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bearer tokens for programs that act as a person, with exactly that person's rights. The text is shown once and kept as a hash. */
@Service
public class Tokens {
    static final String PREFIX = "lx_";

    private final JdbcClient db;
    private final People.Desk desk;

    Tokens(JdbcClient db, People.Desk desk) {
        this.db = db;
        this.desk = desk;
    }

    /** A token as it is listed. */
    public record Token(
            long id,
            String name,
            Instant issuedAt,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt) {}

    /** A new token of that person; the text returned is not kept anywhere. */
    @Transactional
    public String issue(String name, long person) {
        String text = PREFIX + Secrets.fresh();
        long id = desk.ids().next();
        db.sql("insert into identity.token (id, hash, person, name, issued_at) values (?, ?, ?, ?, ?)")
                .params(
                        id,
                        Secrets.hash(text),
                        person,
                        name.strip(),
                        Sql.time(desk.clock().instant()))
                .update();
        desk.events()
                .publishEvent(new Audited.Entry(
                        "token.issued",
                        "person",
                        person,
                        null,
                        person,
                        null,
                        Map.of("name", name, "token", Long.toString(id))));
        return text;
    }

    /** Ends a token at once; its owner or an administrator may. */
    @Transactional
    public Outcome<Boolean> revoke(long token, Person by) {
        Optional<Long> owner = db.sql("select person from identity.token where id = ?")
                .param(token)
                .query((row, n) -> row.getLong(1))
                .optional();
        if (owner.isEmpty() || (owner.get() != by.id() && !by.admin())) {
            return Outcome.notFound();
        }
        int ended = db.sql("update identity.token set revoked_at = ? where id = ? and revoked_at is null")
                .params(Sql.time(desk.clock().instant()), token)
                .update();
        if (ended == 1) {
            desk.tell("token.revoked", owner.get(), by, Map.of("token", Long.toString(token)));
        }
        return Outcome.done(ended == 1);
    }

    /** A person's tokens, newest first. */
    public List<Token> of(long person) {
        return db.sql("select * from identity.token where person = ? order by issued_at desc, id desc limit 200")
                .param(person)
                .query((row, n) -> new Token(
                        row.getLong("id"),
                        row.getString("name"),
                        Sql.instant(row, "issued_at"),
                        Sql.instantOrNull(row, "used_at"),
                        Sql.instantOrNull(row, "revoked_at")))
                .list();
    }

    /** Whose token this is; the time of use is noted once a minute. */
    Recogniser.@Nullable Row recognise(String text) {
        Instant now = desk.clock().instant();
        Recogniser.Row row = db.sql("""
                        select t.id as session, t.used_at as seen_at, p.id, p.login, p.name, p.admin, p.locale
                        from identity.token t join identity.person p on p.id = t.person
                        where t.hash = ? and t.revoked_at is null and p.left_at is null and p.locked_at is null""")
                .param(Secrets.hash(text))
                .query(Recogniser.Row::read)
                .optional()
                .orElse(null);
        if (row != null
                && (row.seenAt() == null || Duration.between(row.seenAt(), now).toSeconds() > 60)) {
            db.sql("update identity.token set used_at = ? where id = ?")
                    .params(Sql.time(now), row.session())
                    .update();
        }
        return row;
    }
}
