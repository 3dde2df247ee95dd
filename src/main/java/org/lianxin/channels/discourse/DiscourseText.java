package org.lianxin.channels.discourse;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Errands;
import org.lianxin.channels.FetchesByAddress;
import org.lianxin.delivery.Connector.Fitted;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.language.Formatting;
import org.lianxin.language.HtmlWords;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes a topic of a manuscript. A forum writes the same Markdown as we do, but lets raw HTML and pictures of anywhere through: both become words. */
@Component
class DiscourseText {
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])(?!https?:|mailto:)");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]\\n]*)\\]\\([^)\\n]*\\)");

    private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*>");
    private static final Pattern SOURCE = Pattern.compile("\\ssrc=\"([^\"]+)\"");
    /** Of one post. */
    private static final int PICTURES = 4;

    private final Formatting formatting;
    private final Errands errands;
    private final DiscourseSettings settings;
    private final Pages.Site site;

    DiscourseText(Formatting formatting, Errands errands, DiscourseSettings settings, Pages.Site site) {
        this.formatting = formatting;
        this.errands = errands;
        this.settings = settings;
        this.site = site;
    }

    Fitted fit(Manuscript m) {
        boolean reply = m.kind().equals("reply");
        String words = PICTURE.matcher(TAG.matcher(m.text().strip()).replaceAll("&lt;"))
                .replaceAll("$1");
        // an answer stands where it was asked; a topic has a page of its own to point to
        String raw = reply
                ? words
                : words + "\n\n"
                        + errands.words(DiscourseDesk.TEXTS + ".origin", site.publicUrl() + "/posts/" + m.reference());
        List<Manuscript.Picture> pictures = reply
                ? List.of()
                : m.media().stream().filter(p -> p.type().startsWith("image")).toList();
        String title = reply ? "" : title(m);
        Sheet sheet = new Sheet(
                m.kind(),
                title,
                formatting.html(raw),
                raw,
                "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                pictures);
        int length = length(raw);
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), problem(m, title, length, pictures.size()), length, false);
    }

    /** With the unit's name before it where it would be too short alone. */
    private String title(Manuscript m) {
        String title = m.title().strip();
        return title.isEmpty() || length(title) >= settings.titleLeast()
                ? title
                : errands.words(DiscourseDesk.TEXTS + ".short-title", m.unitName(), title);
    }

    private @Nullable String problem(Manuscript m, String title, int length, int pictures) {
        boolean reply = m.kind().equals("reply");
        String key = null;
        if (m.text().isBlank()) {
            key = ".no-text";
        } else if (!reply && title.isEmpty()) {
            key = ".no-title";
        } else if (!reply && length(title) < settings.titleLeast()) {
            key = ".title-too-short";
        } else if (length(title) > settings.titleMost()) {
            key = ".title-too-long";
        } else if (length < settings.textLeast()) {
            key = ".too-short";
        } else if (length > settings.textMost()) {
            key = ".too-long";
        } else if (pictures > settings.pictures()) {
            key = ".too-many-pictures";
        }
        return key == null ? null : DiscourseDesk.TEXTS + key;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether a post begins with these words: pictures follow them, and a forum tidies white space. Not every list has what was written. */
    static boolean shows(JsonNode post, Sheet sheet) {
        String raw = post.path("raw").asString("");
        return raw.isEmpty()
                ? letters(HtmlWords.of(post.path("cooked").asString("")))
                        .startsWith(letters(HtmlWords.of(sheet.html())))
                : bare(raw).startsWith(bare(sheet.plain()));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** A forum may write capitals and the last full stop of a title in its own way. */
    static boolean sameTitle(String there, String ours) {
        return ours.isEmpty() || letters(there).equalsIgnoreCase(letters(ours));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** The words of an answer as a forum shows them, without what it quotes. */
    static String spoken(String cooked, String raw) {
        String words = HtmlWords.of(cooked.replaceAll("(?s)<aside class=\"quote.*?</aside>", ""));
        return words.isEmpty() ? raw.strip() : words;
    }

    /** The addresses of the pictures in a post, without those that a forum sets there itself (faces, smileys, previews of links). */
    static List<String> pictures(String base, String cooked) {
        String own = cooked.replaceAll("(?s)<aside.*?</aside>", "");
        return IMAGE.matcher(own)
                .results()
                .map(MatchResult::group)
                .filter(tag -> !tag.matches("(?s).*\\sclass=\"[^\"]*(?:emoji|avatar|site-icon|thumbnail)[^\"]*\".*"))
                .flatMap(tag -> SOURCE.matcher(tag).results().limit(1).map(m -> m.group(1)))
                .flatMap(address -> FetchesByAddress.source(base, address.replace("&amp;", "&")).stream())
                .limit(PICTURES)
                .toList();
    }
}
