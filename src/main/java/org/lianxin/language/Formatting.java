package org.lianxin.language;

import org.springframework.stereotype.Component;

/** The sensible formatting of posts and replies: a small Markdown (paragraphs, headings of parts, lists, bold, links, quotes), never raw HTML. */
@Component
public class Formatting {

    /** Clean HTML of a Markdown text, only {@code p h2 h3 ul ol li strong em a blockquote br}; links get {@code rel="nofollow noopener"}. */
    public String html(String markdown) {
        throw new UnsupportedOperationException();
    }

    /** The same text without marks, paragraphs apart by one line break: for platforms that take plain text, for summaries and counts. */
    public String plain(String markdown) {
        throw new UnsupportedOperationException();
    }
}
