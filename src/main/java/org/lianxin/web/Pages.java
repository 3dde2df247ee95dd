package org.lianxin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.WorkingCalendar;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes the {@link Page} of a request: language, texts, person, tokens, addresses of assets. */
@Component
public class Pages {
    static final String NONCE = Pages.class.getName() + ".nonce";

    private final MessageSource messages;
    private final Clock clock;
    private final Keys keys;
    private final Site site;
    private final Assets assets;

    Pages(MessageSource messages, Clock clock, Keys keys, Site site, Assets assets) {
        this.messages = messages;
        this.clock = clock;
        this.keys = keys;
        this.site = site;
        this.assets = assets;
    }

    /** What the installation is called, where it lives, and the calendar that all pages reckon by. */
    @Component
    public static class Site {
        private final Settings settings;
        private final WorkingCalendar calendar;
        private final URI publicUrl;
        private final boolean demo;
        private final MessageSource messages;

        Site(
                MessageSource messages,
                Settings settings,
                WorkingCalendar calendar,
                @Value("${lianxin.public-url:http://localhost:8080}") URI publicUrl,
                @Value("${lianxin.demo:false}") boolean demo) {
            this.settings = settings;
            this.calendar = calendar;
            this.publicUrl = publicUrl;
            this.demo = demo;
            this.messages = messages;
        }

        /** What the matrix's main account is called (setting {@code site.name}). */
        public String name() {
            return settings.text("site.name", messages.getMessage("site.name", null, Locale.SIMPLIFIED_CHINESE));
        }

        public String setting(String key, String otherwise) {
            return settings.text(key, otherwise);
        }

        /** Without a slash at the end. */
        public String publicUrl() {
            String text = publicUrl.toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }

        public boolean demo() {
            return demo;
        }

        WorkingCalendar calendar() {
            return calendar;
        }
    }

    public Page of(HttpServletRequest request) {
        Person person = person(request);
        Prefix prefix = PrefixFilter.of(request);
        String csrf = person == null ? "" : csrf(person);
        String nonce = request.getAttribute(NONCE) instanceof String n ? n : "";
        return new Page(
                texts(request),
                prefix,
                request.getRequestURI(),
                person,
                csrf,
                nonce,
                clock,
                site,
                assets,
                said(request));
    }

    private static @Nullable String said(HttpServletRequest request) {
        String query = request.getQueryString();
        int start = query == null || !request.getMethod().equals("GET") ? -1 : ("&" + query).indexOf("&said=");
        if (query == null || start < 0) {
            return null;
        }
        String rest = query.substring(start + "said=".length());
        int end = rest.indexOf('&');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** A page that belongs to no request, such as a mail or a rendering that is kept. */
    public Page of(Locale locale) {
        return new Page(
                new Texts(messages, locale),
                new Prefix(locale.getLanguage().equals("en"), false),
                "/",
                null,
                "",
                "",
                clock,
                site,
                assets,
                null);
    }

    public Texts texts(HttpServletRequest request) {
        Person person = person(request);
        String path = request.getRequestURI();
        if (person != null && (path.startsWith("/console") || path.startsWith("/rest/"))) {
            return new Texts(messages, person.locale());
        }
        if (path.startsWith("/rest/") || path.startsWith("/sign-in") || AppDoor.at(path)) {
            return new Texts(
                    messages,
                    request.getLocale().getLanguage().equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        }
        return new Texts(messages, PrefixFilter.of(request).locale());
    }

    public Texts texts(Locale locale) {
        return new Texts(messages, locale);
    }

    String csrf(Person person) {
        return keys.sign("csrf", person.session());
    }

    static @Nullable Person person(HttpServletRequest request) {
        return request.getAttribute(Person.class.getName()) instanceof Person person ? person : null;
    }
}
