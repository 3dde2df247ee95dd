package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Accounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How things stand with the fediverse: who follows how much, what waits, which servers are in trouble. */
@Service
public class Standing {
    private final JdbcClient db;
    private final Accounts accounts;
    private final Addresses addresses;

    Standing(JdbcClient db, Accounts accounts, Addresses addresses) {
        this.db = db;
        this.accounts = accounts;
        this.addresses = addresses;
    }

    /** An account as it is found elsewhere. */
    public record Known(long id, String name, String handle, long followers) {}

    /** Accounts that are live, most followed first. */
    public List<Known> known(int most) {
        return db.sql("""
                        select a.id, coalesce(f.followers, 0) as followers from registry.face_account a left join federation.face_followers f on f.account = a.id
                        where a.platform = 'FEDIVERSE' and a.state = 'LIVE' order by 2 desc, a.id limit ?""")
                .param(most)
                .query((row, n) -> known(row.getLong("id"), row.getLong("followers")))
                .list();
    }

    private Known known(long id, long followers) {
        var account = accounts.find(id).orElseThrow();
        return new Known(id, account.name(), "@" + Actors.handle(account) + "@" + addresses.authority(), followers);
    }

    /** @param waiting sendings that are to go out; oldest: since when the one that should have gone first waits, if one does */
    public record Queue(long waiting, @Nullable Instant oldest) {}

    public Queue queue() {
        return db.sql("""
                        select count(*) as waiting, min(a.made_at) filter (where s.next_at < 'infinity') as oldest
                        from federation.sending s join federation.activity a on a.id = s.activity where s.state = 'QUEUED'""")
                .query((row, n) -> new Queue(row.getLong("waiting"), Sql.instantOrNull(row, "oldest")))
                .single();
    }

    /** A server that cannot be reached; {@code stopped}: since when nothing is sent to it, if so. */
    public record Trouble(
            String host,
            int failures,
            int days,
            String why,
            @Nullable Instant stopped) {
        private static Trouble read(ResultSet row, int n) throws SQLException {
            return new Trouble(
                    row.getString("host"),
                    row.getInt("failures"),
                    row.getInt("failing_days"),
                    row.getString("why"),
                    Sql.instantOrNull(row, "stopped_at"));
        }
    }

    public List<Trouble> troubles(int most) {
        return db.sql("""
                        select host, failures, failing_days, why, stopped_at from federation.host where failures >= 3 or stopped_at is not null
                        order by stopped_at is null desc, failures desc, host limit ?""").param(most).query(Trouble::read).list();
    }
}
