package org.lianxin.api.mastodon.oauth;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;

/**
 * The app that asks, and for whom: the person with the rights of this moment, and the one account they chose.
 *
 * @param person null where the app speaks for itself, and then so is the account
 * @param token id of its token
 */
public record Caller(@Nullable Person person, @Nullable Account account, Scopes scopes, long token, long app) {

    static final String FOUND = Caller.class.getName();

    /** Who asks, as it was found out before the handler was called; null for nobody. */
    public static @Nullable Caller of(HttpServletRequest request) {
        return request.getAttribute(FOUND) instanceof Caller caller ? caller : null;
    }

    /** The person, or the end of the request: nobody is behind an app that speaks for itself. */
    public Person me() {
        if (person == null) {
            throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.nobody"));
        }
        return person;
    }

    /** The account for which they write, or the end of the request. */
    public Account mine() {
        if (account == null) {
            throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.nobody"));
        }
        return account;
    }

    /** Whether a person is behind it; where none is, the app speaks for itself. */
    public boolean somebody() {
        return person != null && account != null;
    }

    /** Whether the person behind it reads what that unit has. */
    public boolean reads(long unit) {
        return person != null && person.reads(unit);
    }
}
