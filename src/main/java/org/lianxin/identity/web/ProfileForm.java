package org.lianxin.identity.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.Profile;
import org.lianxin.identity.Roll;

/** A person's particulars as typed. */
public record ProfileForm(
        String login, String name, String email, String phone, String locale, Boolean admin, Integer version) {

    /** What was not sent is empty. */
    public ProfileForm {
        login = text(login);
        name = text(name);
        email = text(email);
        phone = text(phone);
        locale = text(locale);
        admin = Boolean.TRUE.equals(admin);
        version = Objects.requireNonNullElse(version, 0);
    }

    static ProfileForm of(Roll.Line line) {
        Profile p = line.profile();
        return new ProfileForm(
                p.login(),
                p.name(),
                p.email(),
                p.phone(),
                p.locale().getLanguage().equals("en") ? "en" : "zh-CN",
                p.admin(),
                line.version());
    }

    static ProfileForm empty() {
        return new ProfileForm("", "", "", "", "zh-CN", false, 0);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
