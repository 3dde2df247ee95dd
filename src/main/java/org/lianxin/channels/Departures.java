package org.lianxin.channels;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who has set out to a server that they named to allow something there: for an hour, once, and only for the person and the very session that
 * set out. What comes back from outside is believed in nothing but its state.
 */
@Service
public class Departures {
    private static final Duration ON_THE_WAY = Duration.ofHours(1);
    private static final String KEPT = "channels.departure.kept";
    private static final String PLACE = "place";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TypeReference<Map<String, String>> NAMED = new TypeReference<>() {};

    private final JdbcClient db;
    private final Vault vault;
    private final JsonMapper json;
    private final Clock clock;

    Departures(JdbcClient db, Vault vault, JsonMapper json, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** Somebody is back. */
    public record Back(long account, Map<String, String> kept) {}

    /** 256 bits that nobody guesses, as they stand in an address. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** In the place of the one before, which leads nowhere from now on. */
    @Transactional
    public void set(long account, Person by, String state, Connects.Departure departure) {
        Map<String, String> kept = new HashMap<>(departure.kept());
        kept.put(PLACE, departure.place().toString());
        db.sql("delete from channels.departure where at < ?")
                .param(Sql.time(clock.instant().minus(ON_THE_WAY)))
                .update();
        db.sql("""
                insert into channels.departure (account, person, state, session, kept, at) values (:account, :person, :state, :session, :kept, :now)
                on conflict (account, person) do update set state = excluded.state, session = excluded.session, kept = excluded.kept, at = excluded.at""")
                .param("account", account)
                .param("person", by.id())
                .param("state", Hash.sha256(state))
                .param("session", Hash.sha256(by.session()))
                .param("kept", vault.lock(KEPT, json.writeValueAsString(kept)))
                .param("now", Sql.time(clock.instant()))
                .update();
    }

    /** Where this person still has to go for that account. */
    public Optional<URI> place(long account, Person by) {
        return db.sql("select kept from channels.departure where account = ? and person = ? and session = ? and at > ?")
                .params(
                        account,
                        by.id(),
                        Hash.sha256(by.session()),
                        Sql.time(clock.instant().minus(ON_THE_WAY)))
                .query((row, n) -> kept(row.getBytes(1)))
                .optional()
                .map(kept -> URI.create(kept.getOrDefault(PLACE, "")));
    }

    /** Once: whoever comes with the same again has set out for nothing. */
    @Transactional
    public Optional<Back> back(String state, Person by) {
        return db.sql("""
                delete from channels.departure where state = :state and person = :person and session = :session and at > :earliest
                returning account, kept""")
                .param("state", Hash.sha256(state))
                .param("person", by.id())
                .param("session", Hash.sha256(by.session()))
                .param("earliest", Sql.time(clock.instant().minus(ON_THE_WAY)))
                .query((row, n) -> new Back(row.getLong(1), kept(row.getBytes(2))))
                .optional();
    }

    private Map<String, String> kept(byte[] bytes) {
        return json.readValue(vault.unlock(KEPT, bytes), NAMED);
    }
}
