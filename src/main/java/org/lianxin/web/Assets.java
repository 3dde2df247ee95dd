package org.lianxin.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.lianxin.kernel.Hash;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Files under {@code static/} by fingerprint: {@code css/site.css} is served as {@code /assets/<hash>/css/site.css} for a year. A style
 * sheet that is a table of contents is served with its files in place of their {@code @import} lines.
 */
@Component
class Assets {
    private static final Pattern IMPORT = Pattern.compile("(?m)^@import \"([a-z0-9/.-]+)\";$");
    private static final Pattern COMMENT = Pattern.compile("(?s)\\s*/\\*.*?\\*/");
    private static final Pattern INDENT = Pattern.compile("\\n\\s+");

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    String address(String name) {
        return addresses.computeIfAbsent(name, n -> "/assets/" + fingerprint(n) + "/" + n);
    }

    /** What is sent under this name. */
    byte[] content(String name) throws IOException {
        byte[] bytes = read(name);
        if (!name.endsWith(".css")) {
            return bytes;
        }
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        StringBuilder all = new StringBuilder();
        var imports = IMPORT.matcher(new String(bytes, StandardCharsets.UTF_8));
        while (imports.find()) {
            imports.appendReplacement(all, "");
            all.append(new String(read(folder + imports.group(1)), StandardCharsets.UTF_8));
        }
        imports.appendTail(all);
        return INDENT.matcher(COMMENT.matcher(all).replaceAll(""))
                .replaceAll("\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = new ClassPathResource("static/" + name).getInputStream()) {
            return in.readAllBytes();
        }
    }

    private String fingerprint(String name) {
        try {
            return Hash.sha256(content(name)).substring(0, 12);
        } catch (IOException missing) {
            throw new IllegalStateException("no file static/" + name, missing);
        }
    }
}
