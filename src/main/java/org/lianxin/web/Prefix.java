package org.lianxin.web;

import java.util.Locale;

/** Language and large print live in the address of public pages: {@code /en}, {@code /large}, {@code /en/large}, then the page. */
public record Prefix(boolean english, boolean large) {
    public static final Prefix NONE = new Prefix(false, false);

    /** What stands before the page's own address. */
    public String text() {
        return (english ? "/en" : "") + (large ? "/large" : "");
    }

    public Locale locale() {
        return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    public String href(String path) {
        return text().isEmpty() ? path : path.equals("/") ? text() : text() + path;
    }

    static Prefix of(String path) {
        boolean english = path.equals("/en") || path.startsWith("/en/");
        String rest = english ? path.substring(3) : path;
        boolean large = rest.equals("/large") || rest.startsWith("/large/");
        return new Prefix(english, large);
    }
}
