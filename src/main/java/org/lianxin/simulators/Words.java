package org.lianxin.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/** The sentences of a simulator, from a file of its own, and what puts them safely into a page. */
public final class Words {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private final Properties words = new Properties();

    public Words(String name) {
        try (InputStream in = resource(name + ".properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public String of(String key, Object... arguments) {
        return MessageFormat.format(words.getProperty(key, key), arguments);
    }

    /** For a page. */
    public String html(String key, Object... arguments) {
        return escape(of(key, arguments));
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    public static String time(Instant at) {
        return "<time datetime=\"%s\">%s</time>"
                .formatted(
                        at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), WHEN.format(at.atZone(Counters.ZONE)));
    }

    /** As an entry of a list. */
    public static String badAnswer(Words words, BadAnswer bad) {
        return "<li class=\"bad\"><p><b>%s</b><span class=\"fine\">%s</span></p><p class=\"text\">%s</p></li>"
                .formatted(words.html("bad-answer"), time(bad.at()), escape(bad.why()));
    }

    public static Reply style() {
        try (InputStream in = resource("page.css")) {
            return Reply.of(200, "text/css; charset=utf-8", in.readAllBytes());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Words.class.getResourceAsStream("/simulators/" + name);
        if (in == null) {
            throw new IOException("no resource " + name);
        }
        return in;
    }
}
