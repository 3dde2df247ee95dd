package org.lianxin.simulators;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import org.lianxin.simulators.Journal.Line;

/** The page that people see, plainly marked as simulated. */
final class People {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String STYLE = """
            :root{color-scheme:light dark}body{font:16px/1.75 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-inline-size:38em;margin:0 auto;padding:1rem}
            .notice{border:2px dashed currentColor;padding:.75rem 1rem;font-weight:700}article{border-block-end:1px solid #8886;padding-block:1rem}
            h2{font-size:1rem;margin:0}p{margin:.25rem 0;white-space:pre-line;overflow-wrap:anywhere}small{opacity:.75;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}""";

    private final Properties words;
    private final Phrase phrase;

    /** Words with arguments. */
    interface Phrase {
        String of(String key, Object... arguments);
    }

    People(Properties words, Phrase phrase) {
        this.words = words;
        this.phrase = phrase;
    }

    String page(List<Line> posts, Clock clock) {
        StringBuilder html = new StringBuilder(8_192);
        html.append(
                        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(word("title"))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><header><h1>")
                .append(word("title"))
                .append("</h1><p class=\"notice\" role=\"note\">")
                .append(word("notice"))
                .append("</p></header><main>");
        if (posts.isEmpty()) {
            html.append("<p>").append(word("none")).append("</p>");
        }
        for (Line post : posts) {
            html.append("<article id=\"p")
                    .append(post.id())
                    .append("\"><h2>@")
                    .append(escape(post.account()))
                    .append("</h2><p>")
                    .append(escape(post.text()))
                    .append("</p>");
            for (String picture : post.pictures()) {
                html.append("<p><small>")
                        .append(escape(phrase.of("pictures", picture.substring(0, 12))))
                        .append("</small></p>");
            }
            html.append("<small><time datetime=\"")
                    .append(post.at())
                    .append("\">")
                    .append(WHEN.format(post.at().atZone(ZONE)))
                    .append("</time></small></article>");
        }
        return html.append("</main><footer><p><small>")
                .append(WHEN.format(clock.instant().atZone(ZONE)))
                .append("</small></p></footer></body></html>")
                .toString();
    }

    private String word(String key) {
        return escape(words.getProperty(key, key));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
