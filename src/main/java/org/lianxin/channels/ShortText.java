package org.lianxin.channels;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Connector.Fitted;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.language.Formatting;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Makes of a manuscript what fits into one short post: title and text cut between characters, then the link to the whole. */
@Component
public class ShortText {
    /**
     * What a network calls short.
     *
     * @param texts prefix of its sentences, such as {@code channels.weibo}
     * @param longest in characters as people count them: code points
     * @param link characters that a link counts for, whatever its length; 0 if it counts as it is
     * @param topics whether {@code #topic#} may stand in it
     * @param pictures most in one post
     */
    public record Shape(String texts, int longest, int link, boolean topics, int pictures) {
        public Shape(String texts, int longest, int link, boolean topics) {
            this(texts, longest, link, topics, 1);
        }
    }

    private static final java.util.regex.Pattern TOPIC = java.util.regex.Pattern.compile("#([^#\\n]{1,40})#");

    private final Formatting formatting;
    private final Pages.Site site;
    private final Pages pages;

    ShortText(Formatting formatting, Pages.Site site, Pages pages) {
        this.formatting = formatting;
        this.site = site;
        this.pages = pages;
    }

    public Fitted fit(Manuscript m, Shape shape) {
        boolean reply = m.kind().equals("reply");
        // a reply stands where it was asked; only a post has a page of its own to point to
        String link = reply ? "" : " " + site.publicUrl() + "/posts/" + m.reference();
        String text = oneParagraph(formatting.plain(m.text()));
        int linked = link.isEmpty() || shape.link() == 0 ? length(link) : shape.link() + 1;
        String title = m.title().strip();
        String words = reply || title.isEmpty()
                ? text
                : pages.texts(Locale.SIMPLIFIED_CHINESE).of(shape.texts() + ".form", title, text);
        String said = shape.topics() ? words : TOPIC.matcher(words).replaceAll("$1");
        String plain = cut(said, shape.longest() - linked) + link;
        List<Manuscript.Picture> pictures = m.media().stream()
                .filter(p -> p.type().startsWith("image"))
                .limit(shape.pictures())
                .toList();
        Sheet sheet = new Sheet(
                m.kind(),
                "",
                "",
                plain,
                "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                pictures);
        return new Fitted(
                Sheet.MEDIA_TYPE,
                sheet.bytes(),
                problem(text, linked, reply ? words : "", shape),
                length(plain) - length(link) + linked,
                length(said) > shape.longest() - linked);
    }

    private static @Nullable String problem(String text, int link, String reply, Shape shape) {
        if (text.isBlank()) {
            return shape.texts() + ".no-text";
        } else if (length(reply) > shape.longest()) {
            // cutting an answer to a citizen would leave it half said
            return shape.texts() + ".reply-too-long";
        }
        return link > shape.longest() / 2 ? shape.texts() + ".link-too-long" : null;
    }

    private static String oneParagraph(String text) {
        return text.strip().replaceAll("[ \\t]*\\n\\s*", "\n");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most so many code points, with an ellipsis where something is left out; combining marks stay with their letter. */
    public static String cut(String text, int most) {
        if (length(text) <= most) {
            return text;
        }
        int end = text.offsetByCodePoints(0, Math.max(0, most - 1));
        while (end > 0 && joins(text.codePointAt(end), text.codePointBefore(end))) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "\u2026";
    }

    private static boolean joins(int next, int before) {
        int type = Character.getType(next);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || next == 0x200D
                || before == 0x200D
                || Character.isEmojiModifier(next);
    }
}
