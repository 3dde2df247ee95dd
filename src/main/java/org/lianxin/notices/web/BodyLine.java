package org.lianxin.notices.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a mail; {@code href} where it is an address of this program, so that it can be pressed wherever the demo runs. */
public record BodyLine(String text, @Nullable String href) {

    static List<BodyLine> of(String body, String publicUrl) {
        return body.lines()
                .map(line -> new BodyLine(
                        line,
                        line.startsWith(publicUrl + "/")
                                ? line.substring(publicUrl.length()).strip()
                                : null))
                .toList();
    }
}
