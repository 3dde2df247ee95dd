package org.lianxin.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What a file is by its first bytes; names and declared types are not believed. */
enum Format {
    JPEG("jpeg"),
    PNG("png"),
    GIF("gif"),
    WEBP("webp"),
    /** HEIC and AVIF, as telephones write them; not decoded by this program. */
    HEIC("heic"),
    /** A program for a browser rather than a picture. */
    SVG("svg"),
    MP4("mp4"),
    OTHER("");

    private static final Set<String> PICTURE_BRANDS =
            Set.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis");

    private final String reader;

    Format(String reader) {
        this.reader = reader;
    }

    /** The name under which ImageIO knows it. */
    String reader() {
        return reader;
    }

    static Format of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(512);
        }
        if (starts(head, 0, 0xff, 0xd8, 0xff)) {
            return JPEG;
        } else if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return PNG;
        } else if (starts(head, 0, 'G', 'I', 'F', '8')) {
            return GIF;
        } else if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        } else if (starts(head, 4, 'f', 't', 'y', 'p') && head.length >= 12) {
            return PICTURE_BRANDS.contains(new String(head, 8, 4, StandardCharsets.ISO_8859_1)) ? HEIC : MP4;
        }
        String text = new String(head, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("<svg") || text.contains("<!doctype svg") ? SVG : OTHER;
    }

    private static boolean starts(byte[] head, int at, int... bytes) {
        if (head.length < at + bytes.length) {
            return false;
        }
        return Arrays.equals(
                bytes,
                java.util.stream.IntStream.range(0, bytes.length)
                        .map(i -> head[at + i] & 0xff)
                        .toArray());
    }
}
