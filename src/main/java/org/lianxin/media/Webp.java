package org.lianxin.media;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Looks at the frames of a WebP file before one is unpacked: a file may say that it is small and hold a frame of 268 million pixels, which takes
 * half a minute to read. Source: RFC 9649.
 */
final class Webp {
    private static final int MOST_CHUNKS = 10_000;
    private static final int HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int FRAME_HEAD = 16;
    private static final int LOSSLESS_SIGN = 0x2f;

    private Webp() {}

    /** Whether no frame of it is larger than it says to be; {@code width} and {@code height} in pixels. */
    static boolean framesFit(Path path, int width, int height) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long at = HEAD;
            for (int i = 0; i < MOST_CHUNKS; i++) {
                if (at + CHUNK_HEAD > file.length()) {
                    return true;
                }
                byte[] head = read(file, at, CHUNK_HEAD);
                String kind = new String(head, 0, 4, StandardCharsets.US_ASCII);
                long size = number(head, 4, 4);
                if (!fits(kind, file, at + CHUNK_HEAD, width, height)) {
                    return false;
                }
                // a frame of an animation holds chunks of its own
                at += CHUNK_HEAD + (kind.equals("ANMF") ? FRAME_HEAD : size + size % 2);
            }
            return false;
        }
    }

    private static boolean fits(String kind, RandomAccessFile file, long at, int width, int height) throws IOException {
        return switch (kind) {
            case "VP8 " -> {
                byte[] frame = read(file, at, 10);
                yield (number(frame, 6, 2) & 0x3fff) <= width && (number(frame, 8, 2) & 0x3fff) <= height;
            }
            case "VP8L" -> {
                byte[] frame = read(file, at, 5);
                long bits = number(frame, 1, 4);
                yield frame[0] == LOSSLESS_SIGN
                        && (bits & 0x3fff) + 1 <= width
                        && ((bits >> 14) & 0x3fff) + 1 <= height;
            }
            default -> true;
        };
    }

    private static byte[] read(RandomAccessFile file, long at, int many) throws IOException {
        byte[] bytes = new byte[many];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }

    private static long number(byte[] bytes, int from, int many) {
        long number = 0;
        for (int i = many - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[from + i] & 0xff);
        }
        return number;
    }
}
