package org.lianxin.api.mastodon.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.federation.Voices;
import org.lianxin.identity.People;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Account;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;

/** Finds out who is behind a token, anew at each call: somebody who left, or writes for that account no longer, is not let in by an old token. */
@Service
public class Callers {
    private static final String BEARER = "Bearer ";

    private final AppTokens tokens;
    private final People people;
    private final Voices voices;

    Callers(AppTokens tokens, People people, Voices voices) {
        this.tokens = tokens;
        this.people = people;
        this.voices = voices;
    }

    /** Who asks; or that nobody does, or somebody who may not any more. */
    public sealed interface Found {}

    /** Somebody who may. */
    public record Known(Caller caller) implements Found {}

    /** There is no such token, it has ended, or its person may not sign in. */
    public record Unknown() implements Found {}

    /** The person may sign in, but does not write for that account any more, or it does not speak at the moment. */
    public record Barred() implements Found {}

    /** By the text of a token, wherever it was sent. */
    public Found of(String token) {
        Optional<AppTokens.Row> found = tokens.live(token);
        if (found.isEmpty()) {
            return new Unknown();
        }
        AppTokens.Row row = found.get();
        if (row.person() == null || row.account() == null) {
            return new Known(new Caller(null, null, row.scopes(), row.id(), row.app()));
        }
        Optional<Person> person = people.asPerson(row.person());
        if (person.isEmpty()) {
            return new Unknown();
        }
        Optional<Account> account = voices.live(row.account()).filter(a -> Posts.mayWrite(a.unit(), person.get()));
        return account.isEmpty()
                ? new Barred()
                : new Known(new Caller(person.get(), account.get(), row.scopes(), row.id(), row.app()));
    }

    /** By what a request says of itself: never by a cookie. Null if it says nothing. Only people listen: streams take no token of an app alone. */
    @Nullable
    Found of(HttpServletRequest request) {
        String token = token(request);
        Found found = token == null ? null : of(token);
        return found instanceof Known(Caller caller) && !caller.somebody() && streams(request) ? new Unknown() : found;
    }

    private static boolean streams(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/streaming");
    }

    /** Pages can send no header with a socket or a stream: there it stands in the address, or as the name of a protocol. */
    public static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        } else if (!streams(request)) {
            return null;
        }
        String named = request.getParameter("access_token");
        return named == null ? request.getHeader("Sec-WebSocket-Protocol") : named;
    }

    /** Accounts for which this person may let an app write: those of the own units first. */
    List<Account> choice(Person person) {
        return voices.all().stream()
                .filter(a -> Posts.mayWrite(a.unit(), person))
                .sorted((a, b) -> Boolean.compare(
                        person.units().contains(b.unit()), person.units().contains(a.unit())))
                .toList();
    }
}
