package org.lianxin.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.kernel.Outcome;

/** Containers that say one thing and hold another. Whatever they hold, what is unpacked is no larger than what the file says. */
class WebpTests {
    private static final int LARGEST = 16_383;
    private static final long LYING = 0x7fffffffL;
    /** Unpacking one frame of the largest size takes more than twice as much, before its first pixel. */
    private static final long LITTLE = 40L << 20;

    @TempDir
    Path data;

    private Outcome<Pictures.Made> make(byte[] webp) throws Exception {
        return new Pictures().make(Files.write(data.resolve("upload"), webp), Format.WEBP);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** What becomes of it, once it is sure that it took little. */
    private String outcome(byte[] webp, String about) throws Exception {
        long before = allocated();
        Outcome<Pictures.Made> made = make(webp);
        assertThat(allocated() - before).as(about).isLessThan(LITTLE);
        return made instanceof Outcome.Refused<?> refused ? refused.key() : "done";
    }

    private static byte[] chunk(String kind, long said, byte[]... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) said)
                .array());
        for (byte[] part : content) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Padded as it should be. */
    private static byte[] honest(String kind, byte[]... content) {
        int size = Arrays.stream(content).mapToInt(c -> c.length).sum();
        byte[] chunk = chunk(kind, size, content);
        return Arrays.copyOf(chunk, chunk.length + size % 2);
    }

    private static byte[] riff(byte[]... chunks) {
        byte[][] content = new byte[chunks.length + 1][];
        content[0] = "WEBP".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(chunks, 0, content, 1, chunks.length);
        return honest("RIFF", content);
    }

    private static byte[] canvas(int flags, int width, int height) {
        return honest("VP8X", sized(flags, width, height));
    }

    private static byte[] sized(int flags, int width, int height) {
        ByteBuffer canvas = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
        canvas.putInt(flags).putInt(width - 1).putInt(7, height - 1);
        return Arrays.copyOf(canvas.array(), 10);
    }

    private static byte[] frameHead(int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(6, width - 1).putInt(9, height - 1);
        return Arrays.copyOf(head.array(), 16);
    }

    /** A frame in one colour that says to be so large. */
    private static byte[] lossy(int width, int height) throws IOException {
        byte[] real = PicturesTests.webp("lossy");
        int at = new String(real, StandardCharsets.ISO_8859_1).indexOf("VP8 ") + 8;
        ByteBuffer frame =
                ByteBuffer.wrap(Arrays.copyOfRange(real, at, at + 400)).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putShort(6, (short) width).putShort(8, (short) height).array();
    }

    private static byte[] lossless(int width, int height) {
        ByteBuffer frame = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        return frame.put((byte) 0x2f)
                .putInt(width - 1 | (height - 1) << 14)
                .put(new byte[] {(byte) 0x88, (byte) 0x88, 8})
                .array();
    }

    @Test
    void a_frame_behind_a_chunk_that_only_some_readers_step_into_is_not_unpacked() throws Exception {
        byte[] large = honest("VP8 ", lossy(LARGEST, LARGEST));
        assertThat(outcome(
                        riff(canvas(0, 600, 400), chunk("ANMF", 24, frameHead(600, 400), chunk("JUNK", LYING)), large),
                        "a still picture with a frame of an animation"))
                .isEqualTo("media.broken");
        assertThat(outcome(
                        riff(canvas(0, 600, 400), honest("JUNK", honest("VP8 ", lossy(600, 400))), large),
                        "a hidden frame"))
                .isEqualTo("media.broken");
        assertThat(outcome(
                        riff(
                                canvas(2, 600, 400),
                                honest("ANMF", frameHead(600, 400), honest("VP8 ", lossy(LARGEST, LARGEST)))),
                        "a frame larger than its place"))
                .isEqualTo("media.broken");
        assertThat(outcome(
                        riff(canvas(0, 64, 64), honest("VP8 ", lossy(64, 64)), honest("VP8 ", lossy(LARGEST, LARGEST))),
                        "a second frame"))
                .isEqualTo("media.broken");
    }

    @Test
    void what_says_to_be_longer_than_the_file_gets_no_room() throws Exception {
        byte[] frame = honest("VP8 ", lossy(64, 64));
        assertThat(outcome(riff(canvas(8, 64, 64), frame, chunk("EXIF", LYING, new byte[8])), "what the camera says"))
                .isEqualTo("media.broken");
        byte[] profile = new byte[132];
        ByteBuffer.wrap(profile).putInt(0, (int) LYING).putInt(36, 0x61637370);
        assertThat(outcome(riff(canvas(0x20, 64, 64), honest("ICCP", profile), frame), "a profile of the colours"))
                .isIn("done", "media.broken");
    }

    @Test
    void the_first_picture_of_an_animation_is_kept_and_what_nobody_knows_does_no_harm() throws Exception {
        byte[] still = PicturesTests.webp("lossy");
        int at = new String(still, StandardCharsets.ISO_8859_1).indexOf("VP8 ");
        byte[] frame = Arrays.copyOfRange(still, at, still.length);
        byte[] moving = riff(
                canvas(2, 700, 500),
                honest("ANIM", new byte[6]),
                honest("ANMF", frameHead(600, 400), frame),
                honest("ANMF", frameHead(20, 20), honest("VP8 ", lossy(LARGEST, LARGEST))));
        assertThat(make(moving).orThrow().width()).isEqualTo(600);
        assertThat(make(riff(canvas(0, 600, 400), honest("new ", new byte[3]), frame))
                        .orThrow()
                        .width())
                .isEqualTo(600);
        byte[] more = Arrays.copyOf(still, still.length + 30);
        assertThat(make(more).orThrow().height()).isEqualTo(400);
        assertThat(outcome(Arrays.copyOf(still, still.length - 40), "cut")).isEqualTo("media.truncated");
    }

    /** Bits, the lowest first, as a frame without losses has them. */
    private static final class Bits {
        private final BitSet bits = new BitSet();
        private int many;

        Bits put(int width, int value) {
            for (int i = 0; i < width; i++) {
                bits.set(many++, ((value >> i) & 1) == 1);
            }
            return this;
        }

        /** Codes of one symbol each: that of green, of red, and three more. */
        Bits codes(int green, int red) {
            return put(3, 0b101)
                    .put(8, green)
                    .put(3, 0b101)
                    .put(8, red)
                    .put(4, 1)
                    .put(4, 1)
                    .put(4, 1);
        }

        byte[] frame(int width, int height) {
            byte[] head = Arrays.copyOf(lossless(width, height), 5);
            byte[] all = Arrays.copyOf(head, 5 + many / 8 + 9);
            byte[] these = bits.toByteArray();
            System.arraycopy(these, 0, all, 5, these.length);
            return all;
        }
    }

    @Test
    void each_transform_comes_once_and_the_tables_of_codes_have_to_have_room() throws Exception {
        byte[] plain = new Bits().put(1, 0).put(2, 0).codes(9, 9).frame(64, 64);
        assertThat(outcome(riff(honest("VP8L", plain)), "one colour")).isEqualTo("done");
        byte[] once = new Bits().put(3, 0b101).put(1, 0).put(2, 0).codes(9, 9).frame(64, 64);
        assertThat(outcome(riff(honest("VP8L", once)), "one transform")).isEqualTo("done");
        Bits often = new Bits();
        for (int i = 0; i < 2_000; i++) {
            often.put(3, 0b101);
        }
        byte[] again = often.put(1, 0).put(2, 0).codes(9, 9).frame(64, 64);
        assertThat(outcome(riff(honest("VP8L", again)), "two thousand transforms"))
                .isEqualTo("media.broken");

        // a picture within says that there are 65,536 groups of codes
        Bits many = new Bits().put(1, 0).put(1, 0).put(1, 1).put(3, 0).put(1, 0).codes(255, 255);
        for (int i = 0; i < 65_536; i++) {
            many.put(20, 0x11111);
        }
        Path path = Files.write(data.resolve("groups"), riff(honest("VP8L", many.frame(64, 64))));
        long before = allocated();
        assertThat(new Pictures(new Room(64L << 20)).make(path, Format.WEBP))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.key()).isEqualTo("media.too-heavy"));
        assertThat(allocated() - before).isLessThan(3 * LITTLE);
    }

    /** Odd containers, one after another out of one seed. */
    private record Odd(Random random, int width, int height) {
        private boolean once(int in) {
            return random.nextInt(in) == 0;
        }

        private int side(int said) {
            return once(6) ? LARGEST : once(8) ? said + random.nextInt(3) - 1 : said;
        }

        private byte[] frame() throws IOException {
            int wide = Math.max(1, side(width));
            int high = Math.max(1, side(height));
            return once(3)
                    ? put("VP8L", new Bits().put(3, 0).codes(9, 9).frame(wide, high))
                    : put("VP8 ", lossy(wide, high));
        }

        private byte[] put(String kind, byte[]... content) {
            int size = Arrays.stream(content).mapToInt(c -> c.length).sum();
            long[] lies = {0, 1, size + 1, size - 1, size + 9, LYING, 0xffffffffL, 0xfffffff8L, 8};
            byte[] chunk = chunk(kind, once(9) ? lies[random.nextInt(lies.length)] : size, content);
            return Arrays.copyOf(chunk, chunk.length + (once(12) ? random.nextInt(3) : size % 2));
        }

        private byte[] some(int deep) throws IOException {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return switch (random.nextInt(deep > 0 ? 12 : 8)) {
                case 0 -> put("JUNK", noise);
                case 1 -> put("EXIF", noise);
                case 2 -> put("ICCP", noise);
                case 3 -> put("ALPH", new byte[] {(byte) random.nextInt(4)}, noise);
                case 4, 5 -> frame();
                case 6 -> once(4) ? canvas() : put("XMP ", noise);
                case 7 -> put("ANIM", new byte[6]);
                default -> put("ANMF", frameHead(side(width), side(height)), several(deep - 1));
            };
        }

        private byte[] canvas() {
            return put("VP8X", sized(random.nextInt(32) << 1, side(width), side(height)));
        }

        private byte[] several(int deep) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int n = random.nextInt(4); n >= 0; n--) {
                out.writeBytes(some(deep));
            }
            return out.toByteArray();
        }

        private byte[] file() throws IOException {
            byte[] name = "WEBP".getBytes(StandardCharsets.US_ASCII);
            byte[] first = once(5) ? frame() : canvas();
            return put("RIFF", name, first, several(2), once(2) ? frame() : new byte[0]);
        }
    }

    @Test
    void whatever_a_container_holds_no_frame_is_larger_than_the_file_says() throws Exception {
        long seed = Long.getLong("webp.seed", System.nanoTime());
        System.out.println("webp.seed=" + seed);
        Random random = new Random(seed);
        int taken = 0;
        for (int n = 0; n < 800; n++) {
            byte[] file = new Odd(random, 1 + random.nextInt(64), 1 + random.nextInt(64)).file();
            String about = "seed " + seed + ", file " + n;
            if (says(file).stream().noneMatch(size -> size > 5_000)) {
                assertThat(outcome(file, about)).as(about).isIn("done", "media.broken", "media.truncated");
            }
            Path path = Files.write(data.resolve("odd"), file);
            if (Webp.still(path) instanceof Outcome.Done<Webp.Still>(Webp.Still still)) {
                taken++;
                asTheDecoderReadsIt(still, about);
            }
        }
        assertThat(taken).isBetween(60, 700);
    }

    /** What the file says first of how large it is. */
    private static List<Integer> says(byte[] file) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return switch (new String(file, 12, 4, StandardCharsets.US_ASCII)) {
            case "VP8X" -> List.of(all.getInt(24) & 0xffffff, all.getInt(26) >>> 8);
            case "VP8L" -> List.of(all.getInt(21) & 0x3fff, all.getInt(21) >> 14 & 0x3fff);
            default -> List.of(all.getShort(26) & 0x3fff, all.getShort(28) & 0x3fff);
        };
    }

    private static void asTheDecoderReadsIt(Webp.Still still, String about) throws IOException {
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        reader.setInput(new ByteArrayImageInputStream(still.file()));
        try {
            assertThat(List.of(reader.getWidth(0), reader.getHeight(0)))
                    .as(about)
                    .containsExactly(still.width(), still.height());
            assertThat(reader.getNumImages(true)).isOne();
        } catch (IOException tooShort) {
            assertThat(still.file().length)
                    .as("so short that it reads nothing of it, " + about)
                    .isLessThan(40);
        }
        ByteBuffer file = ByteBuffer.wrap(still.file()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(4)).isEqualTo(file.capacity() - 8);
        List<String> kinds = new ArrayList<>();
        int at = 12;
        while (at < file.capacity()) {
            String kind = new String(still.file(), at, 4, StandardCharsets.US_ASCII);
            kinds.add(kind);
            if (kind.equals("VP8 ")) {
                assertThat(file.getShort(at + 14) & 0x3fff).as(about).isEqualTo(still.width());
                assertThat(file.getShort(at + 16) & 0x3fff).as(about).isEqualTo(still.height());
            } else if (kind.equals("VP8L")) {
                assertThat(1 + (file.getInt(at + 9) & 0x3fff)).as(about).isEqualTo(still.width());
                assertThat(1 + (file.getInt(at + 9) >> 14 & 0x3fff)).as(about).isEqualTo(still.height());
            }
            at += 8 + file.getInt(at + 4) + file.getInt(at + 4) % 2;
        }
        assertThat(at).as(about).isEqualTo(file.capacity());
        assertThat(kinds).as(about).doesNotHaveDuplicates().isSubsetOf("VP8X", "ICCP", "ALPH", "VP8 ", "VP8L");
        assertThat(kinds.contains("VP8 ") != kinds.contains("VP8L")).as(about).isTrue();
    }
}
