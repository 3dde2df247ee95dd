package org.lianxin.simulators.website;

import static org.lianxin.simulators.Words.escape;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.website.World.Article;
import org.lianxin.simulators.website.World.Site;

/** The same articles in three forms. Whoever has seen the newest and says so gets 304 and nothing else. */
final class Feeds {
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final World world;

    Feeds(World world) {
        this.world = world;
    }

    /** @param form {@code feed.atom}, {@code rss.xml} or {@code feed.json} */
    Reply answer(Call call, Site site, String form) {
        if (site.gone()) {
            return Reply.of(410, "text/plain; charset=utf-8", "410");
        } else if (!world.equipment
                .counters()
                .spend("calls " + call.address(), Span.MINUTE, world.knob("callsPerMinute"))) {
            return Reply.of(429, "text/plain; charset=utf-8", "429")
                    .with(
                            "Retry-After",
                            Long.toString(
                                    world.equipment.counters().left(Span.MINUTE).toSeconds() + 1));
        }
        String type = type(form);
        if (!accepts(call.header("accept"), type)) {
            return Reply.of(406, "text/plain; charset=utf-8", "406");
        }
        byte[] body = made(call.here(), site, form).getBytes(StandardCharsets.UTF_8);
        Instant changed = world.changed(site).truncatedTo(ChronoUnit.SECONDS);
        String etag = "\"" + hash(body) + "\"";
        Reply whole = same(call, etag, changed)
                ? Reply.of(304, type, new byte[0])
                : Reply.of(200, type + "; charset=utf-8", body).taking(form);
        return world.knob("conditional") == 0
                ? whole
                : whole.with("ETag", etag).with("Last-Modified", HTTP.format(changed));
    }

    private boolean same(Call call, String etag, Instant changed) {
        String tags = call.header("if-none-match");
        if (world.knob("conditional") == 0) {
            return false;
        } else if (!tags.isEmpty()) {
            // a date beside a tag is not looked at (RFC 9110, 13.2.2)
            return Arrays.stream(tags.split(","))
                    .map(t -> t.strip().replaceFirst("^W/", ""))
                    .anyMatch(etag::equals);
        }
        try {
            String since = call.header("if-modified-since");
            return !since.isEmpty()
                    && !changed.isAfter(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since, Instant::from));
        } catch (DateTimeException nonsense) {
            return false;
        }
    }

    private static String type(String form) {
        return switch (form) {
            case "feed.atom" -> "application/atom+xml";
            case "rss.xml" -> "application/rss+xml";
            default -> "application/feed+json";
        };
    }

    /** Nothing, everything, the type itself or its family. */
    private static boolean accepts(String accepted, String type) {
        return accepted.isBlank()
                || Arrays.stream(accepted.split(","))
                        .map(a -> a.split(";", 2)[0].strip())
                        .anyMatch(a -> a.equals("*/*") || a.equals(type) || a.equals("application/*"));
    }

    private String made(String here, Site site, String form) {
        List<Article> articles =
                world.of(site).stream().limit(world.knob("feedItems")).toList();
        String home = here + "/" + site.code();
        return switch (form) {
            case "feed.atom" -> atom(home, site, articles);
            case "rss.xml" -> rss(home, site, articles);
            default -> json(home, site, articles);
        };
    }

    static String link(String home, Article article) {
        return home + "/articles/" + article.id();
    }

    private String atom(String home, Site site, List<Article> articles) {
        StringBuilder entries = new StringBuilder();
        articles.forEach(a -> entries.append(
                """
                <entry><id>%s</id><title>%s</title><link href="%s"/><published>%s</published><updated>%s</updated><summary>%s</summary></entry>
                """.formatted(link(home, a), escape(a.title()), link(home, a), a.at(), a.changed(), escape(a.text()))));
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>%s</id><title>%s</title><link href="%s"/><link rel="self" href="%s/feed.atom"/><updated>%s</updated>
            %s</feed>
            """.formatted(home, escape(site.name()), home, home, world.changed(site), entries);
    }

    private static String rss(String home, Site site, List<Article> articles) {
        StringBuilder items = new StringBuilder();
        articles.forEach(a -> items.append(
                """
                <item><guid isPermaLink="true">%s</guid><title>%s</title><link>%s</link><pubDate>%s</pubDate><description>%s</description></item>
                """.formatted(link(home, a), escape(a.title()), link(home, a), HTTP.format(a.at()), escape(a.text()))));
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0"><channel><title>%s</title><link>%s</link><description>%s</description>
            %s</channel></rss>
            """.formatted(escape(site.name()), home, escape(site.name()), items);
    }

    private static String json(String home, Site site, List<Article> articles) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Article a : articles) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("id", link(home, a));
            item.put("url", link(home, a));
            item.put("title", a.title());
            item.put("content_text", a.text());
            item.put("date_published", a.at().toString());
            item.put("date_modified", a.changed().toString());
            items.add(item);
        }
        Map<String, Object> feed = new LinkedHashMap<>();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", site.name());
        feed.put("home_page_url", home);
        feed.put("feed_url", home + "/feed.json");
        feed.put("items", items);
        return Logbook.JSON.writeValueAsString(feed);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
