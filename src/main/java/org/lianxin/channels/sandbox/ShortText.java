package org.lianxin.channels.sandbox;

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
class ShortText {
    /** Characters as people count them: code points. */
    static final int LONGEST = 140;

    private final Formatting formatting;
    private final Pages.Site site;
    private final Pages pages;

    ShortText(Formatting formatting, Pages.Site site, Pages pages) {
        this.formatting = formatting;
        this.site = site;
        this.pages = pages;
    }

    Fitted fit(Manuscript m) {
        boolean reply = m.kind().equals("reply");
        // a reply stands where it was asked; only a post has a page of its own to point to
        String link = reply ? "" : " " + site.publicUrl() + "/posts/" + m.reference();
        String text = oneParagraph(formatting.plain(m.text()));
        String title = m.title().strip();
        String words = reply || title.isEmpty()
                ? text
                : pages.texts(Locale.SIMPLIFIED_CHINESE).of("channels.sandbox.form", title, text);
        String plain = cut(words, LONGEST - length(link)) + link;
        List<Manuscript.Picture> picture = m.media().stream()
                .filter(p -> p.type().startsWith("image"))
                .limit(1)
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
                picture);
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), problem(text, link, reply, words));
    }

    private static @Nullable String problem(String text, String link, boolean reply, String words) {
        if (text.isBlank()) {
            return "channels.sandbox.no-text";
        } else if (reply && length(words) > LONGEST) {
            // cutting an answer to a citizen would leave it half said
            return "channels.sandbox.reply-too-long";
        }
        return length(link) > LONGEST / 2 ? "channels.sandbox.link-too-long" : null;
    }

    private static String oneParagraph(String text) {
        return text.strip().replaceAll("[ \\t]*\\n\\s*", "\n");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most so many code points, with an ellipsis where something is left out; combining marks stay with their letter. */
    static String cut(String text, int most) {
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
