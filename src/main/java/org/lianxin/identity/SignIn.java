package org.lianxin.identity;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in: login and password, then a code where the person has turned that on. What is answered says nothing about whether a login
 * exists: unknown, locked and wrong take the same time and the same words.
 */
@Service
public class SignIn {
    /** The session cookie, and the one of the second step. */
    public static final String COOKIE = Sessions.COOKIE;

    public static final String STEP_COOKIE = Sessions.STEP_COOKIE;

    private final JdbcClient db;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Steps steps;

    SignIn(JdbcClient db, Sessions sessions, Passwords passwords, Attempts attempts, Steps steps) {
        this.db = db;
        this.sessions = sessions;
        this.passwords = passwords;
        this.attempts = attempts;
        this.steps = steps;
    }

    /** What one step of signing in led to. */
    public sealed interface Answer permits Entered, CodeAsked, Shut, Refused {}

    /** Signed in; {@code cookie} is what the session cookie holds. */
    public record Entered(String cookie, long person) implements Answer {}

    /** The password was right; {@code cookie} is what the cookie of the second step holds. */
    public record CodeAsked(String cookie) implements Answer {}

    /** Too many failures: {@code what} is {@code here}, {@code login}, {@code address} or {@code code}. */
    public record Shut(String what, Instant since, Instant until) implements Answer {}

    /** Not signed in; the key says what to show, {@code over} that the second step has to begin again with the password. */
    public record Refused(String key, boolean over) implements Answer {}

    private record Found(long id, @Nullable String password, boolean active, boolean asksCode) {}

    /** The first step. {@code address} and {@code agent} are kept with the session, for its owner to recognise it. */
    public Answer password(String login, String password, String address, String agent) {
        String who = login.strip().toLowerCase(Locale.ROOT);
        Found found = find(who);
        Attempts.Try counted = attempts.password(who, address, found != null && sessions.knows(found.id(), address));
        if (counted.shut() != null) {
            return shut(counted.shut());
        }
        Outcome<Boolean> right = passwords.matches(password, found == null ? null : found.password());
        if (right instanceof Outcome.Refused<Boolean> busy) {
            attempts.takeBack(counted);
            return new Refused(busy.key(), false);
        }
        if (found == null || !right.orThrow()) {
            return attempts.wrong(counted)
                    .map(shut -> closed(shut, found, address))
                    .orElseGet(() -> new Refused("identity.sign-in.wrong", false));
        }
        attempts.takeBack(counted);
        if (!found.active()) {
            return new Refused("identity.sign-in.stopped", false);
        }
        if (found.asksCode()) {
            return new CodeAsked(sessions.start(found.id(), false, address, agent));
        }
        attempts.forget(who, address);
        return new Entered(sessions.start(found.id(), true, address, agent), found.id());
    }

    /** The second step: the cookie of the first and a code, or a recovery code. */
    public Answer code(String cookie, String typed, String address, String agent) {
        Recogniser.Row row = sessions.atCode(cookie);
        if (row == null) {
            return new Refused("identity.code.over", true);
        }
        Attempts.Try counted = attempts.code(row.login());
        if (counted.shut() != null) {
            return shut(counted.shut());
        }
        if (!steps.accept(row.person(), typed)) {
            return attempts.wrong(counted)
                    .map(shut -> closed(shut, find(row.login()), address))
                    .orElseGet(() -> new Refused("identity.code.wrong", false));
        }
        attempts.forget(row.login(), address);
        sessions.end(cookie);
        return new Entered(sessions.start(row.person(), true, address, agent), row.person());
    }

    /** Whose password was right, for the page of the second step; null once its ten minutes are over. */
    public @Nullable String loginAtCode(String cookie) {
        Recogniser.Row row = sessions.atCode(cookie);
        return row == null ? null : row.login();
    }

    /** Ends the session behind a cookie; nothing happens if there is none. */
    public void out(String cookie) {
        sessions.end(cookie);
    }

    private @Nullable Found find(String login) {
        if (Unseen.in(login)) {
            return null;
        }
        return db.sql(
                        "select id, password, left_at is null and locked_at is null as active, totp_at is not null as asks_code from identity.person where login = ?")
                .param(login)
                .query((row, n) -> new Found(
                        row.getLong("id"),
                        row.getString("password"),
                        row.getBoolean("active"),
                        row.getBoolean("asks_code")))
                .optional()
                .orElse(null);
    }

    private Answer closed(Attempts.Shut shut, @Nullable Found found, String address) {
        if (found != null && shut.what() != Attempts.What.ADDRESS) {
            steps.tellShut(found.id(), shut.until(), address);
        }
        return shut(shut);
    }

    private static Shut shut(Attempts.Shut shut) {
        return new Shut(shut.what().name().toLowerCase(Locale.ROOT), shut.since(), shut.until());
    }

    /** What a step of signing in does to the person, each in a transaction of its own. */
    @org.springframework.stereotype.Component
    record Steps(SecondStep secondStep, People.Desk desk, TransactionTemplate transaction) {
        boolean accept(long person, String typed) {
            return secondStep.accept(person, typed);
        }

        void tellShut(long person, Instant until, String address) {
            transaction.executeWithoutResult(t -> desk.events().publishEvent(new SignInShut(person, until, address)));
        }
    }
}
