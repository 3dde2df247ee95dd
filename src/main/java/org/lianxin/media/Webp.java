package org.lianxin.media;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;

/**
 * The one picture that is shown of a WebP file, of an animation its first. A file may say that it is small and hold a frame of 268 million
 * pixels, and in its chunks readers differ as to where a frame lies. So the file is walked here, each chunk bound by what holds it, and the
 * decoder gets a container of our own, with nothing in it but what was looked at. Source: RFC 9649.
 */
final class Webp {
    private static final int MOST_CHUNKS = 10_000;
    private static final int HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int CANVAS = 10;
    private static final int FRAME_HEAD = 16;
    private static final int LOSSLESS_SIGN = 0x2f;
    private static final int ANIMATED = 0x02;
    private static final int CLEAR = 0x10;
    private static final int PROFILED = 0x20;
    private static final int MOST_PROFILE = 1 << 20;
    private static final int MOST_EXIF = 1 << 16;

    private final RandomAccessFile file;
    private final long length;
    private int seen;

    private Webp(RandomAccessFile file) throws IOException {
        this.file = file;
        this.length = file.length();
    }

    /**
     * A picture whose frame has the size that the file says.
     *
     * @param file for the decoder
     * @param weight what the decoder needs beside what it makes, in bytes
     * @param exif what a camera says of it, empty if nothing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Still(int width, int height, byte[] file, long weight, byte[] exif) {
        int orientation() {
            try {
                Metadata metadata = new Metadata();
                // some write it as they do into a JPEG
                int from = ExifReader.startsWithJpegExifPreamble(exif) ? ExifReader.JPEG_SEGMENT_PREAMBLE.length() : 0;
                new ExifReader().extract(new ByteArrayReader(exif, from), metadata, 0);
                return Pictures.orientation(metadata);
            } catch (RuntimeException unreadable) {
                return 1;
            }
        }
    }

    /** What does not add up. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Outcome<Still> why;

        Wrong(String key, Object... arguments) {
            super(key, null, false, false);
            this.why = Outcome.invalid("file", key, arguments);
        }
    }

    /** Where a chunk's content lies. */
    private record Chunk(String kind, long at, long size) {
        long end() {
            return at + size;
        }
    }

    static Outcome<Still> still(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return Outcome.done(new Webp(file).still());
        } catch (Wrong wrong) {
            return wrong.why;
        } catch (IIOException damaged) {
            return Outcome.invalid("file", "media.broken");
        }
    }

    private Still still() throws IOException, Wrong {
        if (length < HEAD + CHUNK_HEAD) {
            throw new Wrong("media.broken");
        }
        long end = CHUNK_HEAD + number(HEAD - CHUNK_HEAD, 4);
        if (end > length) {
            throw new Wrong("media.truncated");
        }
        Chunk first = chunk(HEAD, end);
        if (!first.kind.equals("VP8X")) {
            return packed(frame(first), 0, Map.of());
        } else if (first.size != CANVAS) {
            throw new Wrong("media.broken");
        }
        int flags = (int) number(first.at, 1);
        int width = 1 + (int) number(first.at + 4, 3);
        int height = 1 + (int) number(first.at + 7, 3);
        if ((long) width * height > Pictures.MOST_PIXELS) {
            throw new Wrong("media.too-many-pixels", width, height);
        }
        Map<String, Chunk> chunks = chunks(next(first), end);
        Map<String, Chunk> shown = chunks;
        int left = 0;
        int top = 0;
        int wide = width;
        int high = height;
        if ((flags & ANIMATED) != 0) {
            Chunk part = chunks.get("ANMF");
            if (part == null || part.size < FRAME_HEAD) {
                throw new Wrong("media.broken");
            }
            left = 2 * (int) number(part.at, 3);
            top = 2 * (int) number(part.at + 3, 3);
            wide = 1 + (int) number(part.at + 6, 3);
            high = 1 + (int) number(part.at + 9, 3);
            shown = chunks(part.at + FRAME_HEAD, part.end());
        }
        Chunk held = shown.getOrDefault("VP8 ", shown.get("VP8L"));
        if (held == null || (shown.containsKey("VP8 ") && shown.containsKey("VP8L"))) {
            throw new Wrong("media.broken");
        }
        Frame frame = frame(held);
        if (frame.width != wide || frame.height != high || left + wide > width || top + high > height) {
            throw new Wrong("media.broken");
        }
        Map<String, Chunk> beside = new HashMap<>(chunks);
        beside.remove("ALPH");
        if (shown.containsKey("ALPH")) {
            beside.put("ALPH", shown.get("ALPH"));
        }
        return packed(frame, flags & (CLEAR | PROFILED), beside);
    }

    /** The chunks that lie there, the first of each kind; those of which there may be one only are not there twice. */
    private Map<String, Chunk> chunks(long from, long end) throws IOException, Wrong {
        Map<String, Chunk> chunks = new HashMap<>();
        // fewer bytes than a chunk's head are nothing that any reader shows
        for (long at = from; at + CHUNK_HEAD <= end; ) {
            Chunk chunk = chunk(at, end);
            boolean again = chunks.putIfAbsent(chunk.kind, chunk) != null;
            if (chunk.kind.equals("VP8X")
                    || (again
                            && (chunk.kind.equals("ALPH") || chunk.kind.equals("VP8 ") || chunk.kind.equals("VP8L")))) {
                throw new Wrong("media.broken");
            }
            at = next(chunk);
        }
        return chunks;
    }

    private Chunk chunk(long at, long end) throws IOException, Wrong {
        if (++seen > MOST_CHUNKS || at + CHUNK_HEAD > end) {
            throw new Wrong("media.broken");
        }
        byte[] kind = bytes(at, 4);
        Chunk chunk = new Chunk(new String(kind, StandardCharsets.ISO_8859_1), at + CHUNK_HEAD, number(at + 4, 4));
        if (chunk.end() > end) {
            throw new Wrong("media.broken");
        }
        return chunk;
    }

    private static long next(Chunk chunk) {
        return chunk.end() + chunk.size % 2;
    }

    /** A frame by its own head. */
    private record Frame(Chunk chunk, boolean lossless, int width, int height) {}

    private Frame frame(Chunk chunk) throws IOException, Wrong {
        if (chunk.kind.equals("VP8 ") && chunk.size > 10) {
            boolean key = number(chunk.at, 1) % 2 == 0 && number(chunk.at + 3, 3) == 0x2a019d;
            int width = (int) number(chunk.at + 6, 2) & 0x3fff;
            int height = (int) number(chunk.at + 8, 2) & 0x3fff;
            if (key && width > 0 && height > 0) {
                return new Frame(chunk, false, width, height);
            }
        } else if (chunk.kind.equals("VP8L") && chunk.size > 5 && number(chunk.at, 1) == LOSSLESS_SIGN) {
            long bits = number(chunk.at + 1, 4);
            int width = 1 + (int) (bits & 0x3fff);
            int height = 1 + (int) ((bits >> 14) & 0x3fff);
            if (bits >> 29 == 0) {
                return new Frame(chunk, true, width, height);
            }
        }
        throw new Wrong("media.broken");
    }

    private Still packed(Frame frame, int flags, Map<String, Chunk> beside) throws IOException, Wrong {
        Chunk exif = beside.get("EXIF");
        Chunk profile = (flags & PROFILED) == 0 ? null : profile(beside.get("ICCP"));
        Chunk clear = (flags & CLEAR) == 0 || frame.lossless ? null : beside.get("ALPH");
        if (clear != null && clear.size < 2) {
            throw new Wrong("media.broken");
        }
        boolean extended = flags != 0 || !beside.isEmpty();
        ByteBuffer out = ByteBuffer.allocate((int) (HEAD
                        + (extended ? CHUNK_HEAD + CANVAS : 0)
                        + taken(profile)
                        + taken(clear)
                        + taken(frame.chunk)))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - CHUNK_HEAD).put(ascii("WEBP"));
        if (extended) {
            out.put(ascii("VP8X")).putInt(CANVAS).putInt((flags & CLEAR) | (profile == null ? 0 : PROFILED));
            out.putShort((short) (frame.width - 1)).put((byte) 0);
            out.putShort((short) (frame.height - 1)).put((byte) 0);
        }
        copy(profile, out);
        int clearAt = copy(clear, out);
        int frameAt = copy(frame.chunk, out);
        byte[] all = out.array();
        long tables = 0;
        if (frame.lossless) {
            tables = Lossless.tables(all, frameAt + 5, (int) frame.chunk.size - 5, frame.width, frame.height);
        } else if (clear != null && (all[clearAt] & 3) == 1) {
            tables = Lossless.tables(all, clearAt + 1, (int) clear.size - 1, frame.width, frame.height);
        }
        return new Still(
                frame.width,
                frame.height,
                all,
                all.length + tables + weight(frame, clear != null),
                exif == null || exif.size > MOST_EXIF ? new byte[0] : bytes(exif.at, (int) exif.size));
    }

    /** Without losses, or for what is see-through, all is unpacked at once; else what is known of each block, and three rows of blocks. */
    private static long weight(Frame frame, boolean clear) {
        long pixels = (long) frame.width * frame.height;
        return (frame.lossless ? 0 : pixels / 2 + frame.width * 3072L) + (frame.lossless || clear ? pixels * 5 : 0);
    }

    /** The colours' profile, if it is as long as it says: what reads it makes room for what it says. */
    private @Nullable Chunk profile(@Nullable Chunk chunk) throws IOException {
        if (chunk == null || chunk.size <= 128 || chunk.size > MOST_PROFILE) {
            return null;
        }
        long said = Integer.toUnsignedLong(Integer.reverseBytes((int) number(chunk.at, 4)));
        return said > 128 && said <= chunk.size ? chunk : null;
    }

    private static long taken(@Nullable Chunk chunk) {
        return chunk == null ? 0 : CHUNK_HEAD + chunk.size + chunk.size % 2;
    }

    /** Where its content begins. */
    private int copy(@Nullable Chunk chunk, ByteBuffer out) throws IOException {
        if (chunk == null) {
            return 0;
        }
        out.put(ascii(chunk.kind)).putInt((int) chunk.size);
        int begins = out.position();
        ByteBuffer part = out.slice(begins, (int) chunk.size);
        while (part.hasRemaining()) {
            if (file.getChannel().read(part, chunk.at + part.position()) < 0) {
                throw new EOFException();
            }
        }
        out.position(begins + (int) (chunk.size + chunk.size % 2));
        return begins;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(long at, int many) throws IOException {
        byte[] bytes = new byte[many];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }

    /** Of at most four bytes, the last of which counts most. */
    private long number(long at, int many) throws IOException {
        byte[] bytes = bytes(at, many);
        long number = 0;
        for (int i = many - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }
}
