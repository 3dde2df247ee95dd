package org.lianxin.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** A list of words or patterns that lies beside the code, one entry a line; lines that begin with # explain. */
final class Resource {
    private Resource() {}

    static List<String> lines(String name) {
        try {
            return new ClassPathResource(name)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
