package org.lianxin.media;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.lianxin.kernel.Outcome;

/**
 * Looks through the boxes of an MP4 file: it must begin with {@code ftyp} and hold {@code moov} and {@code mdat} that fit its length.
 * Boxes that say where and with what it was filmed are blanked; pictures and sound stay as they are.
 */
final class Videos {
    private static final Set<String> TELLING = Set.of("udta", "meta", "uuid");
    private static final Set<String> CONTAINERS = Set.of("moov", "trak");
    private static final int MOST_BOXES = 10_000;
    private static final int DEEPEST = 4;

    private Videos() {}

    /** Width and height in pixels, 0 where the file does not say. */
    record Measured(int width, int height) {}

    static Outcome<Measured> inspect(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            Walk walk = new Walk(bytes);
            if (!walk.boxes(0, bytes.length(), 0) || !walk.movie || !walk.data) {
                return Outcome.invalid("file", walk.cut ? "media.truncated" : "media.broken-video");
            }
            return Outcome.done(new Measured(walk.width, walk.height));
        }
    }

    private static final class Walk {
        private final RandomAccessFile file;
        private int count;
        private boolean movie;
        private boolean data;
        private boolean cut;
        private int width;
        private int height;

        Walk(RandomAccessFile file) {
            this.file = file;
        }

        /** False if the boxes between the two places do not fit. */
        boolean boxes(long start, long end, int depth) throws IOException {
            boolean top = depth == 0;
            long at = start;
            while (at < end) {
                if (end - at < 8 || ++count > MOST_BOXES) {
                    return top && end - at < 8 && movie && data;
                }
                file.seek(at);
                long length = Integer.toUnsignedLong(file.readInt());
                byte[] name = new byte[4];
                file.readFully(name);
                String type = new String(name, StandardCharsets.ISO_8859_1);
                int head = 8;
                if (length == 1 && end - at >= 16) {
                    length = file.readLong();
                    head = 16;
                } else if (length == 0 && top) {
                    length = end - at;
                }
                if (length < head || at + length > end || (top && at == 0 && !type.equals("ftyp"))) {
                    cut |= length > head && at + length > end;
                    return false;
                }
                if (!take(type, at, at + head, at + length, depth)) {
                    return false;
                }
                at += length;
            }
            return true;
        }

        private boolean take(String type, long box, long start, long end, int depth) throws IOException {
            if (TELLING.contains(type)) {
                blank(box, start, end);
            } else if (type.equals("mdat")) {
                data = true;
            } else if (type.equals("tkhd") && end - start >= 84) {
                file.seek(end - 8);
                width = Math.max(width, file.readInt() >>> 16);
                height = Math.max(height, file.readInt() >>> 16);
            } else if (CONTAINERS.contains(type)) {
                movie |= type.equals("moov");
                return depth < DEEPEST && boxes(start, end, depth + 1);
            }
            return true;
        }

        private void blank(long box, long start, long end) throws IOException {
            file.seek(box + 4);
            file.write("free".getBytes(StandardCharsets.ISO_8859_1));
            file.seek(start);
            byte[] zeros = new byte[8192];
            for (long left = end - start; left > 0; left -= Math.min(left, zeros.length)) {
                file.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
    }
}
