package org.lianxin.channels.feed;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.ShortText;
import org.lianxin.kernel.Hash;
import org.lianxin.language.HtmlWords;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RSS 2.0, Atom 1.0 and JSON Feed, told apart by what they are and not by what they are called. At most 200 entries; marks-up is taken off. */
final class FeedParser {
    private static final int MOST = 200;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_SUMMARY = 240;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("[EEE, ]d MMM yyyy HH:mm[:ss] [z][Z]", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[ ]Z", Locale.ROOT));

    private FeedParser() {}

    /** Empty if it is no feed. {@code at}: where it lies, from which its addresses are read. */
    static Optional<Parsed> parse(byte[] bytes, URI at) {
        for (byte one : bytes) {
            if (one == '{') {
                return json(bytes, at);
            } else if (one == '<') {
                return FeedXml.read(bytes).flatMap(root -> xml(root, at));
            }
        }
        return Optional.empty();
    }

    private static Optional<Parsed> json(byte[] bytes, URI at) {
        JsonNode all;
        try {
            all = JSON.readTree(bytes);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        if (!all.path("version").asString("").startsWith("https://jsonfeed.org/version/")) {
            return Optional.empty();
        }
        List<Parsed.Item> items = new ArrayList<>();
        for (JsonNode item : all.path("items")) {
            String html = item.path("content_html").asString("");
            add(
                    items,
                    item.path("id").asString(""),
                    item.path("title").asString(""),
                    or(
                            item.path("summary").asString(""),
                            or(item.path("content_text").asString(""), html)),
                    or(item.path("url").asString(""), item.path("external_url").asString("")),
                    or(
                            item.path("date_published").asString(""),
                            item.path("date_modified").asString("")),
                    at);
        }
        return Optional.of(new Parsed(title(all.path("title").asString("")), unique(items)));
    }

    private static Optional<Parsed> xml(FeedXml root, URI at) {
        List<Parsed.Item> items = new ArrayList<>();
        if (root.is("feed")) {
            for (FeedXml entry : root.children("entry")) {
                add(
                        items,
                        entry.text("id"),
                        entry.text("title"),
                        or(entry.text("summary"), entry.text("content")),
                        entry.link(),
                        or(entry.text("published"), entry.text("updated")),
                        at);
            }
            return Optional.of(new Parsed(title(root.text("title")), unique(items)));
        } else if (!root.is("rss") && !root.is("RDF")) {
            return Optional.empty();
        }
        FeedXml channel = root.children("channel").stream().findFirst().orElse(root);
        List<FeedXml> all = new ArrayList<>(channel.children("item"));
        all.addAll(root.children("item"));
        for (FeedXml item : all) {
            add(
                    items,
                    or(item.text("guid"), item.attribute("about")),
                    item.text("title"),
                    or(item.text("description"), item.text("encoded")),
                    or(item.text("link"), item.permalink()),
                    or(item.text("pubDate"), item.text("date")),
                    at);
        }
        return Optional.of(new Parsed(title(channel.text("title")), unique(items)));
    }

    /** One without an address leads nowhere and is left out. */
    private static void add(
            List<Parsed.Item> items, String id, String title, String summary, String url, String date, URI at) {
        String address = address(url, at);
        if (items.size() >= MOST || address.isEmpty()) {
            return;
        }
        String words = oneLine(HtmlWords.of(summary));
        String named = or(title(title), ShortText.cut(words, 60));
        String known = id.isBlank() ? address : id.strip();
        items.add(new Parsed.Item(
                known.length() > 500 ? "sha256:" + Hash.sha256(known) : known.replaceAll("\\p{Cntrl}", ""),
                named.isEmpty() ? address : named,
                words.equals(named) ? "" : ShortText.cut(words, LONGEST_SUMMARY),
                address,
                instant(date.strip())));
    }

    private static List<Parsed.Item> unique(List<Parsed.Item> items) {
        Map<String, Parsed.Item> first = new LinkedHashMap<>();
        items.forEach(item -> first.putIfAbsent(item.id(), item));
        return List.copyOf(first.values());
    }

    private static String title(String html) {
        return ShortText.cut(oneLine(HtmlWords.of(html)), LONGEST_TITLE);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{javaWhitespace}\\x{2028}\\x{2029}]+", " ")
                .strip();
    }

    private static String or(String one, String other) {
        return one.isBlank() ? other : one;
    }

    /** In full, and one that a browser opens without running anything. */
    static String address(String url, URI at) {
        try {
            URI full = at.resolve(url.strip());
            String scheme = String.valueOf(full.getScheme()).toLowerCase(Locale.ROOT);
            return url.isBlank()
                            || url.length() > 2_000
                            || full.getHost() == null
                            || full.getRawUserInfo() != null
                            || !(scheme.equals("https") || scheme.equals("http"))
                    ? ""
                    : full.toASCIIString();
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    private static @Nullable Instant instant(String date) {
        for (DateTimeFormatter form : DATES) {
            Instant at = instant(date, form);
            if (at != null) {
                return at;
            }
        }
        try {
            return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static @Nullable Instant instant(String date, DateTimeFormatter form) {
        try {
            return form.parse(date, Instant::from);
        } catch (DateTimeException other) {
            return null;
        }
    }
}
