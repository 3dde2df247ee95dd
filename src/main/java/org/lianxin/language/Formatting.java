package org.lianxin.language;

import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/** The sensible formatting of posts and replies: a small Markdown (paragraphs, headings of parts, lists, bold, links, quotes), never raw HTML. */
@Component
public class Formatting {
    private static final int DEEPEST = 100;
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(java.util.Set.of(Heading.class, BlockQuote.class, org.commonmark.node.ListBlock.class))
            .build();
    // a line break in the text is one on the page: in Chinese it would leave a gap otherwise
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br />\n")
            .build();
    private static final PolicyFactory CLEAN = new HtmlPolicyBuilder()
            .allowElements("p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("start")
            .matching(java.util.regex.Pattern.compile("[0-9]{1,4}"))
            .onElements("ol")
            .allowUrlProtocols("https", "http", "mailto", "tel")
            .requireRelsOnLinks("nofollow", "noopener")
            .toFactory();

    /** Clean HTML of a Markdown text, only {@code p h2 h3 ul ol li strong em a blockquote br}; links get {@code rel="nofollow noopener"}. */
    public String html(String markdown) {
        Node document = parsed(markdown);
        return CLEAN.sanitize(RENDERER.render(document)).strip();
    }

    /** The same text without marks, paragraphs apart by one line break: for platforms that take plain text, for summaries and counts. */
    public String plain(String markdown) {
        Node document = parsed(markdown);
        Plain plain = new Plain();
        document.accept(plain);
        return plain.out.toString().strip();
    }

    private static Node parsed(String markdown) {
        Node document;
        try {
            document = PARSER.parse(markdown);
        } catch (StackOverflowError deep) {
            // the parser itself walks emphasis by recursion; what overflows is far deeper than what is let through
            // below
            return flat(markdown);
        }
        if (tooDeep(document)) {
            return flat(markdown);
        }
        document.accept(new Tame());
        return document;
    }

    private static Node flat(String text) {
        Paragraph paragraph = new Paragraph();
        paragraph.appendChild(new Text(text));
        Node document = new org.commonmark.node.Document();
        document.appendChild(paragraph);
        return document;
    }

    /** Nobody quotes a hundred deep; the walkers behind this one take a step of the stack for each level. */
    private static boolean tooDeep(Node document) {
        int depth = 0;
        Node node = document;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                if (++depth > DEEPEST) {
                    return true;
                }
            } else {
                while (node.getNext() == null) {
                    Node parent = node.getParent();
                    if (parent == null || depth == 0) {
                        return false;
                    }
                    node = parent;
                    depth--;
                }
                node = node.getNext();
            }
        }
    }

    /** Headings become parts of a page that has its own title; a picture in the text gives way to its words. */
    private static final class Tame extends AbstractVisitor {
        @Override
        public void visit(Heading heading) {
            heading.setLevel(heading.getLevel() <= 2 ? 2 : 3);
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            List<Node> words = new java.util.ArrayList<>();
            for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
                words.add(child);
            }
            words.forEach(image::insertBefore);
            image.unlink();
        }
    }

    private static final class Plain extends AbstractVisitor {
        private final StringBuilder out = new StringBuilder();

        private void line() {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (!(paragraph.getParent() instanceof ListItem)) {
                line();
            }
            visitChildren(paragraph);
            line();
        }

        @Override
        public void visit(Heading heading) {
            line();
            visitChildren(heading);
            line();
        }

        @Override
        public void visit(ListItem item) {
            line();
            if (item.getParent() instanceof OrderedList list) {
                Integer first = list.getMarkerStartNumber();
                int number = first == null ? 1 : first;
                for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
                    number++;
                }
                out.append(number).append(". ");
            } else {
                out.append("- ");
            }
            visitChildren(item);
            line();
        }

        @Override
        public void visit(Link link) {
            int start = out.length();
            visitChildren(link);
            String address = link.getDestination();
            if (address.matches("(?i)https?://.*") && !out.substring(start).equals(address)) {
                out.append(' ').append(address).append(' ');
            }
        }

        @Override
        public void visit(Text text) {
            out.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            out.append(code.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            out.append(html.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            line();
            out.append(html.getLiteral());
            line();
        }

        @Override
        public void visit(FencedCodeBlock block) {
            line();
            out.append(block.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            line();
            out.append(block.getLiteral());
        }

        @Override
        public void visit(ThematicBreak rule) {
            line();
        }

        @Override
        public void visit(SoftLineBreak softly) {
            line();
        }

        @Override
        public void visit(HardLineBreak hard) {
            line();
        }
    }
}
