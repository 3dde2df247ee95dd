package org.lianxin.federation;

import java.net.IDN;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Servers that we neither hear nor speak to, they and all whose names end in theirs. The office decides, and anybody may read which and why. */
@Service
public class Blocks {
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)([a-z0-9-]{1,63}\\.)+[a-z0-9-]{1,63}");
    private static final int REASON = 200;
    private static final int MOST = 20_000;

    private final JdbcClient db;
    private final Clock clock;
    private final Addresses addresses;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    Blocks(JdbcClient db, Clock clock, Addresses addresses, ApplicationEventPublisher events, ReadyPages ready) {
        this.db = db;
        this.clock = clock;
        this.addresses = addresses;
        this.events = events;
        this.ready = ready;
    }

    /** One server of the list. */
    public record Block(String host, String reason, Instant since) {
        private static Block read(ResultSet row, int n) throws SQLException {
            return new Block(row.getString("host"), row.getString("reason"), Sql.instant(row, "since"));
        }
    }

    /** The whole list, by name. */
    public List<Block> all() {
        return db.sql("select * from federation.block order by host limit ?")
                .param(MOST)
                .query(Block::read)
                .list();
    }

    /** Whether this server, or one that it belongs to, is blocked; a port makes no difference. */
    boolean has(String host) {
        return db.sql("select exists (select from federation.block where host = any(?))")
                .param(ends(host))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** {@code a.b.example} and {@code b.example} and {@code example}. */
    private static String[] ends(String host) {
        String name = host.replaceFirst(":\\d+$", "");
        List<String> ends = new ArrayList<>();
        for (int at = 0; at >= 0; at = name.indexOf('.', at) < 0 ? -1 : name.indexOf('.', at) + 1) {
            ends.add(name.substring(at));
        }
        return ends.toArray(String[]::new);
    }

    /** From now on; who follows from there is forgotten, and what waits for it goes no more. A second time changes the reason. */
    @Transactional
    public Outcome<String> block(String host, String reason, Person by) {
        Optional<String> name = name(host);
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (name.isEmpty()) {
            return Outcome.invalid("host", "federation.block.host-form");
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "federation.block.reason-needed");
        } else if (reason.length() > REASON) {
            return Outcome.invalid("reason", "federation.block.reason-long", REASON);
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        enter(Map.of(name.get(), reason.strip()));
        told("federation.blocked", Map.of("host", name.get(), "reason", reason.strip()), by);
        return Outcome.done(name.get());
    }

    /** All of a list at once, as {@link BlockList} reads it; answers how many were new. */
    @Transactional
    public Outcome<Integer> take(String csv, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Outcome<List<BlockList.Row>> rows = BlockList.read(csv);
        if (rows instanceof Outcome.Refused<List<BlockList.Row>> refused) {
            return refused.cast();
        }
        Map<String, String> named = new TreeMap<>();
        for (BlockList.Row row : rows.orThrow()) {
            if (!Unseen.in(row.reason())) {
                String reason = row.reason().length() > REASON ? row.reason().substring(0, REASON) : row.reason();
                name(row.host()).ifPresent(name -> named.put(name, reason));
            }
        }
        if (named.isEmpty()) {
            return Outcome.invalid("file", "federation.block.no-list");
        }
        int fresh = enter(named);
        told("federation.blocks-taken", Map.of("new", fresh, "servers", named.size()), by);
        return Outcome.done(fresh);
    }

    @Transactional
    public Outcome<String> unblock(String host, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (Unseen.unkeepable(host)
                || db.sql("delete from federation.block where host = ?")
                                .param(host)
                                .update()
                        == 0) {
            return Outcome.notFound();
        }
        told("federation.unblocked", Map.of("host", host), by);
        return Outcome.done(host);
    }

    /** Reasons by name; how many are new. */
    private int enter(Map<String, String> named) {
        int fresh = db.sql("""
                        with given as (select * from unnest(:hosts::text[], :reasons::text[]) g(host, reason)),
                          entered as (insert into federation.block (host, reason, since) select host, reason, :now from given on conflict (host) do nothing returning host)
                        select count(*) from entered""")
                .param("hosts", named.keySet().toArray(String[]::new))
                .param("reasons", named.values().toArray(String[]::new))
                .param("now", Sql.time(clock.instant()))
                .query((row, n) -> row.getInt(1))
                .single();
        db.sql("""
                update federation.block b set reason = g.reason from unnest(:hosts::text[], :reasons::text[]) g(host, reason)
                where b.host = g.host and g.reason <> ''""")
                .param("hosts", named.keySet().toArray(String[]::new))
                .param("reasons", named.values().toArray(String[]::new))
                .update();
        cut();
        return fresh;
    }

    /** Nothing of a blocked server stays: who follows from there, whose key is known, what is on its way. */
    private void cut() {
        Set<String> blocked = Set.copyOf(db.sql("select host from federation.block")
                .query((row, n) -> row.getString(1))
                .list());
        String[] hosts = db.sql("""
                        select host from federation.follower union select host from federation.remote
                        union select host from federation.sending where state = 'QUEUED'""").query((row, n) -> row.getString(1)).list().stream()
                .filter(host -> Arrays.stream(ends(host)).anyMatch(blocked::contains))
                .toArray(String[]::new);
        db.sql("delete from federation.follower where host = any(?)")
                .param(hosts)
                .update();
        db.sql("delete from federation.remote where host = any(?)").param(hosts).update();
        db.sql(
                        "update federation.sending set state = 'FAILED', why = 'blocked', settled_at = ? where state = 'QUEUED' and host = any(?)")
                .params(Sql.time(clock.instant()), hosts)
                .update();
    }

    private void told(String action, Map<String, ?> details, Person by) {
        events.publishEvent(Audited.Entry.of(action, "server", 0L, null, by, details, Role.OFFICE));
        ready.changed();
    }

    /** The name of a server in what somebody typed: a name, an address or a handle. Empty if it is none, or our own. */
    private Optional<String> name(String typed) {
        String bare = typed.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("^@?[^@/]*@", "")
                .replaceFirst("[/:].*$", "");
        try {
            String name = IDN.toASCII(bare);
            boolean ours = List.of(ends(addresses.authority())).contains(name);
            return HOST.matcher(name).matches() && !ours ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
