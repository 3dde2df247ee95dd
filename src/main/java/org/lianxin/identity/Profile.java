package org.lianxin.identity;

import java.util.Locale;

/** A person as colleagues see them. {@code active}: may sign in, neither locked nor gone. */
public record Profile(
        long id, String login, String name, String email, String phone, boolean admin, Locale locale, boolean active) {}
