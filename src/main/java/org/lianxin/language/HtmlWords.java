package org.lianxin.language;

import java.util.List;
import java.util.regex.Pattern;
import org.owasp.html.HtmlSanitizer;

/** The words of HTML that others wrote: what comes out is text, paragraphs and lines apart. */
public final class HtmlWords {
    private static final Pattern GAPS = Pattern.compile("[ \\t]*\\n[ \\t]*(?:\\n[ \\t]*)+");

    private HtmlWords() {}

    public static String of(String html) {
        Words words = new Words();
        HtmlSanitizer.sanitize(html, words);
        return GAPS.matcher(words.out).replaceAll("\n\n").strip();
    }

    /** Takes the text between tags; what is not meant to be read is left out. */
    private static final class Words implements HtmlSanitizer.Policy {
        private static final List<String> BLOCKS = List.of(
                "p", "div", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr");
        private static final List<String> UNSEEN =
                List.of("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title");

        private final StringBuilder out = new StringBuilder();
        private int unseen;

        @Override
        public void openTag(String name, List<String> attributes) {
            if (UNSEEN.contains(name)) {
                unseen++;
            } else if (name.equals("br")) {
                out.append('\n');
            } else if (BLOCKS.contains(name)) {
                line();
            }
        }

        @Override
        public void closeTag(String name) {
            if (UNSEEN.contains(name)) {
                unseen = Math.max(0, unseen - 1);
            } else if (name.equals("p")) {
                line();
                out.append('\n');
            } else if (BLOCKS.contains(name)) {
                line();
            }
        }

        private void line() {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
        }

        @Override
        public void text(String text) {
            if (unseen == 0) {
                out.append(text);
            }
        }

        @Override
        public void openDocument() {}

        @Override
        public void closeDocument() {}
    }
}
