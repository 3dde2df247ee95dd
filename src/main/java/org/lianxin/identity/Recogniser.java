package org.lianxin.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.Recognition;
import org.springframework.stereotype.Component;

/** Answers who asks: a bearer token in {@code Authorization}, else the session cookie. */
@Component
class Recogniser implements Recognition {
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Tokens tokens;
    private final People people;

    Recogniser(Sessions sessions, Tokens tokens, People people) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.people = people;
    }

    /** A live session or token and the person behind it. */
    record Row(
            long session,
            @Nullable Instant seenAt,
            long person,
            String login,
            String name,
            boolean admin,
            Locale locale) {
        static Row read(ResultSet row, int n) throws SQLException {
            return new Row(
                    row.getLong("session"),
                    Sql.instantOrNull(row, "seen_at"),
                    row.getLong("id"),
                    row.getString("login"),
                    row.getString("name"),
                    row.getBoolean("admin"),
                    Locale.forLanguageTag(row.getString("locale")));
        }
    }

    @Override
    public @Nullable Found recognise(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            Row row = tokens.recognise(header.substring(BEARER.length()).strip());
            return row == null ? null : new Found(person(row, "token-"), false);
        }
        String cookie = cookie(request, Sessions.COOKIE);
        Row row = cookie == null ? null : sessions.recognise(cookie);
        return row == null ? null : new Found(person(row, ""), true);
    }

    private Person person(Row row, String kind) {
        return new Person(
                row.person(),
                row.login(),
                row.name(),
                row.admin(),
                row.locale(),
                kind + row.session(),
                people.grantsOf(row.person()));
    }

    static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
