package org.lianxin.intake;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lianxin.intake.Recognising.Place;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.lianxin.web.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Citizens who have shown on a network who they are there, and may read what they wrote without number and key. A visit ends after a while;
 * what is kept of it is the digest of a token and, encrypted, the conversation. Staff have no way to any of it.
 */
@Service
public class Visits {
    private static final String WHO = "intake.visit.who";

    private final JdbcClient db;
    private final Vault vault;
    private final Rest rest;
    private final byte[] asking;
    private final Duration length;
    private final SecureRandom random = new SecureRandom();

    /** @param length how long a citizen stays recognised */
    Visits(JdbcClient db, Vault vault, Keys keys, Rest rest, @Value("${lianxin.intake.visit:2h}") Duration length) {
        this.db = db;
        this.vault = vault;
        this.rest = rest;
        this.asking = keys.derive("intake/asked-by");
        this.length = length;
    }

    @org.springframework.stereotype.Component
    record Rest(ObjectProvider<Recognising> networks, Clock clock) {}

    /** Where citizens may show who they are; empty where nothing of it is offered. */
    public Optional<Place> place() {
        return rest.networks().orderedStream().flatMap(n -> n.place().stream()).findFirst();
    }

    Duration length() {
        return length;
    }

    /** How long a citizen stays recognised, in words. */
    public String lasting(Texts t) {
        long minutes = length.toMinutes();
        return minutes % 60 == 0 ? t.of("intake.visit.hours", minutes / 60) : t.of("intake.visit.minutes", minutes);
    }

    /** A new visit; answers its token, which is kept as a digest only. */
    public String begin(Visitor visitor) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = rest.clock().instant();
        db.sql("insert into intake.visit (token, who, until) values (?, ?, ?)")
                .params(
                        Hash.sha256(token),
                        vault.lock(WHO, visitor.account() + "\n" + visitor.thread()),
                        Sql.time(now.plus(length)))
                .update();
        return token;
    }

    /** Whose visit that is. Nobody's when its time is over, or when citizens are no longer recognised there. */
    public Optional<Visitor> of(String token) {
        Optional<Place> place = token.isEmpty() ? Optional.empty() : place();
        return place.isEmpty()
                ? Optional.empty()
                : db.sql("select who from intake.visit where token = ? and until > ?")
                        .params(Hash.sha256(token), Sql.time(rest.clock().instant()))
                        .query((row, n) -> visitor(vault.unlock(WHO, row.getBytes(1))))
                        .optional()
                        .filter(v -> v.account() == place.get().account());
    }

    /** By which something that is made in a visit names it; it opens nothing. */
    public static String name(String token) {
        return Hash.sha256(token);
    }

    /** Whether the visit of that {@link #name} has neither been ended nor run out. */
    public boolean lasts(String name) {
        return place().isPresent()
                && db.sql("select exists (select from intake.visit where token = ? and until > ?)")
                        .params(name, Sql.time(rest.clock().instant()))
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    private static Visitor visitor(String kept) {
        String[] parts = kept.split("\n", 2);
        return new Visitor(Long.parseLong(parts[0]), parts[1]);
    }

    /** Each night what is over goes; nobody could use it any more. */
    @Scheduled(cron = "0 47 3 * * *")
    void overnight() {
        db.sql("delete from intake.visit where until <= ?")
                .param(Sql.time(rest.clock().instant()))
                .update();
    }

    public void end(String token) {
        db.sql("delete from intake.visit where token = ?")
                .param(Hash.sha256(token))
                .update();
    }

    /** What was just written on the site is theirs. */
    public void wrote(Visitor visitor, long message) {
        db.sql("update intake.message set asked_by = ? where id = ? and asked_by is null and forgotten_at is null")
                .params(asker(visitor), message)
                .update();
    }

    /** The messages that they wrote to the account in private, and on the site while they were recognised; latest first, nothing that is forgotten. */
    public List<Long> messages(Visitor visitor, int most) {
        return db.sql("""
                        select m.id from intake.message m where m.forgotten_at is null and m.id in (
                          select coalesce(a.joined, a.message) from intake.arrival a
                            where a.account = :account and a.thread = :thread and a.way = 'PRIVATE' and a.state in ('CASE', 'ADDED')
                          union all select o.id from intake.message o where o.asked_by = :asker)
                        order by m.received_at desc, m.id desc limit :most""")
                .param("account", visitor.account())
                .param("thread", visitor.thread())
                .param("asker", asker(visitor))
                .param("most", most)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    private String asker(Visitor visitor) {
        String who = visitor.account() + "\n" + visitor.thread();
        return HexFormat.of().formatHex(Keys.hmac(asking, who.getBytes(StandardCharsets.UTF_8)));
    }
}
