package org.lianxin.api.mastodon.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Account;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person allowed, as a code that the app changes into its token: once, within ten minutes, and only that app. */
@Service
class Codes {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final JdbcClient db;
    private final Clock clock;
    private final AppTokens tokens;

    Codes(JdbcClient db, Clock clock, AppTokens tokens) {
        this.db = db;
        this.clock = clock;
        this.tokens = tokens;
    }

    private record Row(
            String hash,
            long app,
            long person,
            long account,
            Scopes scopes,
            String redirect,
            String challenge,
            Instant madeAt,
            @Nullable Instant usedAt,
            @Nullable Long token) {}

    /** The person allows what was asked, for this account. */
    @Transactional
    String allow(Asked asked, Account account, Person by) {
        String code = Secret.fresh();
        db.sql("""
                insert into api.code (hash, app, person, account, scopes, redirect, challenge, made_at)
                values (:hash, :app, :person, :account, :scopes, :redirect, :challenge, :at)""")
                .param("hash", Hash.sha256(code))
                .param("app", asked.app().id())
                .param("person", by.id())
                .param("account", account.id())
                .param("scopes", asked.scopes().text())
                .param("redirect", asked.redirect())
                .param("challenge", asked.challenge())
                .param("at", Sql.time(clock.instant()))
                .update();
        tokens.told(asked.app(), account, asked.scopes(), by);
        return code;
    }

    /**
     * The token for a code; empty if it is none, over, another app's, or not proven. A code that was used before ends the token that was
     * made of it: one of the two who had it should not have.
     */
    @Transactional
    Optional<AppTokens.Made> change(String code, long app, String redirect, String verifier) {
        Optional<Row> found = db.sql("select * from api.code where hash = ? for update")
                .param(Hash.sha256(code))
                .query((r, n) -> new Row(
                        r.getString("hash"),
                        r.getLong("app"),
                        r.getLong("person"),
                        r.getLong("account"),
                        Scopes.of(r.getString("scopes")).orElseThrow(),
                        r.getString("redirect"),
                        r.getString("challenge"),
                        Sql.instant(r, "made_at"),
                        Sql.instantOrNull(r, "used_at"),
                        Sql.longOrNull(r, "token")))
                .optional();
        if (found.isEmpty() || found.get().app() != app) {
            return Optional.empty();
        }
        Row row = found.get();
        if (row.usedAt() != null) {
            if (row.token() != null) {
                tokens.end(row.token());
            }
            return Optional.empty();
        }
        boolean proven = row.challenge().isEmpty()
                ? verifier.isEmpty()
                : Secret.challenge(verifier).equals(row.challenge());
        Instant now = clock.instant();
        if (!proven
                || !row.redirect().equals(redirect)
                || row.madeAt().plus(LIFE).isBefore(now)) {
            return Optional.empty();
        }
        AppTokens.Made made = tokens.issue(app, row.person(), row.account(), row.scopes());
        db.sql("update api.code set used_at = ?, token = ? where hash = ?")
                .params(Sql.time(now), made.id(), row.hash())
                .update();
        return Optional.of(made);
    }
}
