package org.lianxin.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets as {@code page}: texts, addresses, the person, tokens and dates in words. One per request; holds no data of
 * the page itself.
 */
public final class Page {
    public final Texts t;
    public final Prefix prefix;
    public final String path;
    public final @Nullable Person person;
    public final String csrf;
    public final String nonce;
    public final Pages.Site site;
    public final Moments moments;
    /** The sentence about what has just been done ({@code ?said=post-saved} shows {@code said.post-saved}), or null. */
    public final @Nullable String said;

    private final Assets assets;

    Page(
            Texts t,
            Prefix prefix,
            String path,
            @Nullable Person person,
            String csrf,
            String nonce,
            Clock clock,
            Pages.Site site,
            Assets assets,
            @Nullable String said) {
        this.t = t;
        this.prefix = prefix;
        this.path = path;
        this.person = person;
        this.csrf = csrf;
        this.nonce = nonce;
        this.site = site;
        this.assets = assets;
        this.said = said == null ? null : t.find("said." + said);
        this.moments = new Moments(clock, t, site.calendar());
    }

    /** The signed-in person; console templates only. */
    public Person me() {
        if (person == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return person;
    }

    public String lang() {
        return t.english() ? "en" : "zh-CN";
    }

    /** The name of the other language in that language. */
    public String otherLanguage() {
        Locale other = t.english() ? Locale.CHINESE : Locale.ENGLISH;
        return other.getDisplayLanguage(other);
    }

    /** What the public site is called, in the reader's language where it has such a name. */
    public String siteName() {
        return t.english() ? site.setting("site.name.en", site.setting("site.name", t.of("site.name"))) : site.name();
    }

    /** A text that the office has set, in the reader's language where it has one; empty where it has none. */
    public String siteText(String key) {
        String plain = site.setting(key, "");
        return t.english() ? site.setting(key + ".en", plain) : plain;
    }

    /** Address of a public page in the reader's language and print. */
    public String href(String publicPath) {
        return prefix.href(publicPath);
    }

    /** This page in the other language or print; public pages only. */
    public String here(boolean english, boolean large) {
        return new Prefix(english, large).href(path);
    }

    /** Address of a file under {@code static/} with the fingerprint of its content. */
    public String asset(String name) {
        return assets.address(name);
    }

    /** "今天 15:20", "昨天 9:00", "11月20日 21:40", "2025年11月20日". */
    public String when(Instant moment) {
        return moments.when(moment);
    }

    /** For the {@code datetime} attribute. */
    public String exact(Instant moment) {
        return moments.exact(moment);
    }

    /** A title cut after its punctuation into phrases that should stay on one line. */
    public static List<String> phrases(String title) {
        List<String> phrases = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < title.length(); i++) {
            if ("，。！？；：、".indexOf(title.charAt(i)) >= 0
                    && i + 1 < title.length()
                    && "”’》」』）？！。，；：、".indexOf(title.charAt(i + 1)) < 0) {
                phrases.add(title.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < title.length()) {
            phrases.add(title.substring(start));
        }
        return phrases;
    }
}
