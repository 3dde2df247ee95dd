package org.lianxin.federation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Connector.Fitted;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.language.Formatting;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes of a manuscript the words of a note, and of those the note itself. The words are what a review sees; nothing is added to them later. */
@Component
class NoteForm {
    /** Longer posts are cut and lead to the whole: an activity must stay below the 64 KiB that some servers take. */
    static final int LONGEST = 5_000;

    static final int PICTURES = 4;
    private static final Pattern TOPIC =
            Pattern.compile("(?<![\\p{L}\\p{N}&/])#([\\p{L}\\p{N}_]*\\p{L}[\\p{L}\\p{N}_]*)");
    private static final int TOPICS = 8;

    private final Formatting formatting;
    private final Addresses addresses;
    private final Pages pages;

    NoteForm(Formatting formatting, Addresses addresses, Pages pages) {
        this.formatting = formatting;
        this.addresses = addresses;
        this.pages = pages;
    }

    Fitted fit(Manuscript m) {
        boolean reply = m.kind().equals("reply");
        String plain = formatting.plain(m.text());
        boolean whole = length(plain) <= LONGEST;
        String words = whole ? simple(formatting.html(m.text())) : paragraphs(cut(plain));
        String title =
                reply || begins(plain, m.title().strip()) ? "" : m.title().strip();
        Sheet sheet = new Sheet(
                m.kind(),
                "",
                (title.isEmpty() ? "" : "<p><strong>" + escape(title) + "</strong></p>")
                        + words
                        + (reply ? "" : link(m, whole)),
                (title.isEmpty() ? "" : title + "\n") + (whole ? plain : cut(plain)),
                "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                m.media().stream().limit(PICTURES).toList());
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), problem(plain, reply, whole), -1, !whole);
    }

    /** A title that is only the beginning of the text is not said twice. */
    private static boolean begins(String plain, String title) {
        return plain.startsWith(title.endsWith("\u2026") ? title.substring(0, title.length() - 1) : title);
    }

    private static @Nullable String problem(String plain, boolean reply, boolean whole) {
        if (plain.isBlank()) {
            return "federation.no-text";
        }
        // cutting an answer to a citizen would leave it half said
        return reply && !whole ? "federation.reply-too-long" : null;
    }

    /** Headings are no part of a note; what they say is. */
    private static String simple(String html) {
        return html.replaceAll("<h[23]>", "<p><strong>").replaceAll("</h[23]>", "</strong></p>");
    }

    private static String paragraphs(String plain) {
        return "<p>" + escape(plain).replace("\n", "</p><p>") + "</p>";
    }

    private static String cut(String plain) {
        return plain.substring(0, plain.offsetByCodePoints(0, LONGEST - 1)).stripTrailing() + "\u2026";
    }

    private String link(Manuscript m, boolean whole) {
        return "<p><a href=\"" + escape(page(m.reference())) + "\">"
                + escape(pages.texts(Locale.SIMPLIFIED_CHINESE).of(whole ? "federation.page" : "federation.whole"))
                + "</a></p>";
    }

    /** The page of a post on the micro-site. */
    String page(String reference) {
        return addresses.base() + "/posts/" + reference;
    }

    /** The note, but for whom it is for and when; {@code before} stands before its words. */
    ObjectNode note(long id, long account, Sheet sheet, String before) {
        ObjectNode note = Json.object();
        String html = sheet.html();
        String content = before.isEmpty()
                ? html
                : html.startsWith("<p>") ? "<p>" + before + html.substring(3) : "<p>" + before + "</p>" + html;
        note.put("id", addresses.note(id));
        note.put("type", "Note");
        note.put("attributedTo", addresses.actor(account));
        note.put("content", content);
        note.putObject("contentMap").put("zh-CN", content);
        note.put("sensitive", false);
        ArrayNode shown = note.putArray("attachment");
        sheet.media().forEach(picture -> attach(shown, picture));
        ArrayNode tags = note.putArray("tag");
        topics(sheet.plain())
                .forEach(topic -> tags.addObject()
                        .put("type", "Hashtag")
                        .put("name", "#" + topic)
                        .put("href", addresses.base() + "/?topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8)));
        return note;
    }

    private void attach(ArrayNode shown, Manuscript.Picture picture) {
        ObjectNode document = shown.addObject();
        document.put("type", "Document");
        document.put("mediaType", picture.type());
        document.put("url", addresses.base() + "/media/" + picture.hash() + "/original");
        // servers read the words for those who do not see it from one of the two
        String words = picture.alternative().isEmpty() ? picture.caption() : picture.alternative();
        document.put("name", words);
        document.put("summary", words);
        if (picture.width() > 0) {
            document.put("width", picture.width());
            document.put("height", picture.height());
        }
    }

    static Set<String> topics(String plain) {
        Set<String> found = new LinkedHashSet<>();
        TOPIC.matcher(plain).results().map(r -> r.group(1)).limit(TOPICS).forEach(found::add);
        return found;
    }

    /** How somebody is spoken to at the beginning of an answer. */
    static String mention(String actor, String name) {
        List<String> parts = List.of(name.split("@"));
        String user = parts.size() > 1 ? parts.get(1) : name;
        return "<span class=\"h-card\"><a href=\"" + escape(actor) + "\" class=\"u-url mention\">@<span>" + escape(user)
                + "</span></a></span> ";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
