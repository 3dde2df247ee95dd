package org.lianxin.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be entered. Without a password they set one through a one-time link.
 *
 * @param login 2–40 of a–z, 0–9, dot, dash, underscore; capitals are taken as small letters
 */
public record NewPerson(
        String login,
        String name,
        String email,
        String phone,
        boolean admin,
        Locale locale,
        @Nullable String password) {

    public static NewPerson of(String login, String name) {
        return new NewPerson(login, name, "", "", false, Locale.SIMPLIFIED_CHINESE, null);
    }

    public NewPerson withPassword(String password) {
        return new NewPerson(login, name, email, phone, admin, locale, password);
    }

    public NewPerson withEmail(String email) {
        return new NewPerson(login, name, email, phone, admin, locale, password);
    }

    public NewPerson asAdmin() {
        return new NewPerson(login, name, email, phone, true, locale, password);
    }
}
