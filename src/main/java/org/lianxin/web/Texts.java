package org.lianxin.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The texts of one language. A missing key throws: a page never shows a key. */
public final class Texts {
    private final MessageSource source;
    private final Locale locale;

    Texts(MessageSource source, Locale locale) {
        this.source = source;
        this.locale = locale;
    }

    public String of(String key, Object... arguments) {
        return source.getMessage(key, arguments, locale);
    }

    public String of(String key, List<Object> arguments) {
        return source.getMessage(key, arguments.toArray(), locale);
    }

    /** The text without arguments, or null where there is none. */
    public @Nullable String find(String key) {
        return source.getMessage(key, null, null, locale);
    }

    public Locale locale() {
        return locale;
    }

    /** True for English, false for Chinese. */
    public boolean english() {
        return Locale.ENGLISH.getLanguage().equals(locale.getLanguage());
    }
}
