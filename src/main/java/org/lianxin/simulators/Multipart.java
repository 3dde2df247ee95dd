package org.lianxin.simulators;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of several parts (RFC 7578), as far as upload forms go. */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("(?i)filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(\\S+)");

    /** @param filename empty for a plain field */
    public record Part(String name, String filename, String type, byte[] bytes) {}

    private Multipart() {}

    static List<Part> read(String contentType, byte[] body) {
        List<Part> parts = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return parts;
        }
        // one byte, one character: what is between the marks comes out as it went in
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String mark = "--" + boundary.group(1);
        for (int from = text.indexOf(mark), to; from >= 0; from = to) {
            to = text.indexOf(mark, from + mark.length());
            int head = text.indexOf("\r\n\r\n", from);
            if (to < 0 || head < 0 || head > to) {
                break;
            }
            String headers = new String(
                    text.substring(from, head).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            String content = text.substring(head + 4, Math.max(head + 4, to - 2));
            parts.add(new Part(
                    found(NAME, headers),
                    found(FILE, headers),
                    found(TYPE, headers),
                    content.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return parts;
    }

    private static String found(Pattern pattern, String headers) {
        Matcher found = pattern.matcher(headers);
        return found.find() ? found.group(1) : "";
    }
}
