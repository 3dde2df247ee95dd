package org.lianxin.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How our accounts are connected to their networks. Secrets are encrypted at rest and leave only towards their own network. */
@Service
public class Connections {
    private static final String SECRETS = "channels.connection.secrets";
    private static final TypeReference<Map<String, String>> NAMED = new TypeReference<>() {};

    private final JdbcClient db;
    private final Vault vault;
    private final JsonMapper json;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Connections(JdbcClient db, Vault vault, JsonMapper json, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
        this.events = events;
    }

    /** What a network granted. */
    public record Granted(
            String remoteId,
            String remoteName,
            Map<String, String> secrets,
            @Nullable Instant expiresAt) {}

    public Optional<Connection> of(long account) {
        return db.sql("select * from channels.connection where account = ?")
                .param(account)
                .query(this::read)
                .optional();
    }

    /** Whose network pushes to this address: that account's, unless its connection has ended. */
    public Optional<Connection> pushed(String account, Platform platform) {
        return Ids.parse(account).stream()
                .boxed()
                .findFirst()
                .flatMap(this::of)
                .filter(c -> c.platform() == platform && c.state() != Connection.State.ENDED);
    }

    /** The connection that works, if there is one. */
    public Optional<Connection> open(long account) {
        return of(account).filter(c -> c.state() == Connection.State.OPEN);
    }

    public Map<Long, Connection> of(Collection<Long> accounts) {
        return db
                .sql("select * from channels.connection where account = any(?)")
                .param(accounts.toArray(Long[]::new))
                .query(this::read)
                .list()
                .stream()
                .collect(Collectors.toMap(Connection::account, Function.identity()));
    }

    /** All that work, of one network. */
    public List<Connection> open(Platform platform) {
        return db.sql("select * from channels.connection where platform = ? and state = 'OPEN' order by account")
                .param(platform.name())
                .query(this::read)
                .list();
    }

    /** Who may connect an account: its unit's editors and leaders, and the office. */
    public static boolean may(Account account, Person by) {
        return by.is(Role.OFFICE) || by.isAny(account.unit(), Role.EDITOR, Role.LEADER);
    }

    /**
     * Connects the account, or connects it anew. One account of a network is connected to one of ours. Connected to another one there, or to
     * another server, it is read from now on as a new one is: numbers of the one before mean nothing there.
     */
    @Transactional
    public Outcome<Connection> connect(Account account, Granted granted, Person by) {
        if (!may(account, by)) {
            return Outcome.notAllowed();
        }
        Optional<Connection> before = of(account.id());
        try {
            db.sql("""
                    insert into channels.connection (account, platform, remote_id, remote_name, secrets, state, connected_by, connected_at, expires_at)
                    values (:account, :platform, :remote, :name, :secrets, 'OPEN', :by, :now, :expires)
                    on conflict (account) do update set platform = excluded.platform, remote_id = excluded.remote_id, remote_name = excluded.remote_name,
                      secrets = excluded.secrets, state = 'OPEN', why = '', connected_by = excluded.connected_by, connected_at = excluded.connected_at,
                      expires_at = excluded.expires_at, warned = null, version = channels.connection.version + 1""")
                    .param("account", account.id())
                    .param("platform", account.platform().name())
                    .param("remote", granted.remoteId())
                    .param("name", granted.remoteName())
                    .param("secrets", vault.lock(SECRETS, json.writeValueAsString(granted.secrets())))
                    .param("by", by.id())
                    .param("now", Sql.time(clock.instant()))
                    .param("expires", Sql.timeOrNull(granted.expiresAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            org.springframework.transaction.interceptor.TransactionAspectSupport.currentTransactionStatus()
                    .setRollbackOnly();
            return Outcome.invalid("", "channels.connect.taken", granted.remoteName());
        }
        if (before.filter(was -> elsewhere(was, account.platform(), granted)).isPresent()) {
            db.sql("delete from channels.place where account = ?")
                    .param(account.id())
                    .update();
        }
        said("channels.connected", account, by, granted.remoteName());
        return Outcome.done(of(account.id()).orElseThrow());
    }

    private static boolean elsewhere(Connection before, Platform platform, Granted now) {
        return before.platform() != platform
                || !before.remoteId().equals(now.remoteId())
                || (!before.secrets().isEmpty()
                        && !before.secret("base").equals(now.secrets().getOrDefault("base", "")));
    }

    /** Ends the connection and forgets its secrets. What waits in the account's queue goes to a person. */
    @Transactional
    public Outcome<Connection> end(Account account, Person by) {
        if (!may(account, by)) {
            return Outcome.notAllowed();
        }
        int ended = db.sql(
                        "update channels.connection set state = 'ENDED', secrets = null, version = version + 1 where account = ? and state <> 'ENDED'")
                .param(account.id())
                .update();
        if (ended == 0) {
            return Outcome.notFound();
        }
        Connection now = of(account.id()).orElseThrow();
        said("channels.disconnected", account, by, now.remoteName());
        return Outcome.done(now);
    }

    /** The network no longer takes the token that this connection had. Nothing if it was authorised anew meanwhile. */
    @Transactional
    public void expired(Connection seen, String why) {
        db.sql(
                        "update channels.connection set state = 'EXPIRED', why = ?, version = version + 1 where account = ? and version = ? and state = 'OPEN'")
                .params(why, seen.account(), seen.version())
                .update();
    }

    private void said(String action, Account account, Person by, String name) {
        events.publishEvent(Audited.Entry.of(
                action,
                "account",
                account.id(),
                account.unit(),
                by,
                Map.of("platform", account.platform().name(), "name", name)));
    }

    private Connection read(ResultSet row, int n) throws SQLException {
        byte[] secrets = row.getBytes("secrets");
        return new Connection(
                row.getLong("account"),
                Platform.valueOf(row.getString("platform")),
                row.getString("remote_id"),
                row.getString("remote_name"),
                secrets == null ? Map.of() : json.readValue(vault.unlock(SECRETS, secrets), NAMED),
                Connection.State.valueOf(row.getString("state")),
                row.getString("why"),
                Sql.instantOrNull(row, "connected_at"),
                Sql.instantOrNull(row, "expires_at"),
                row.getInt("version"));
    }
}
