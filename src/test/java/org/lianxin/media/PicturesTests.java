package org.lianxin.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.kernel.Outcome;

/** What people upload by accident or on purpose, and what becomes of it. No database: what is refused never gets there. */
class PicturesTests {
    @TempDir
    Path data;

    private Folder folder;

    @BeforeEach
    void anEmptyFolder() throws IOException {
        folder = new Folder(data, 0);
    }

    private Outcome<Pictures.Made> make(byte[] bytes) throws Exception {
        Path file = folder.receive(new ByteArrayInputStream(bytes), Media.MOST_PICTURE);
        return new Pictures().make(file, Format.of(file));
    }

    private static String refusal(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused ? refused.key() : "done";
    }

    static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(
                width, height, format.equals("png") ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | (x < width / 2 ? 0xc03020 : 0x20a050) ^ random.nextInt(8));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    @Test
    void a_photo_is_kept_in_three_sizes_none_larger_than_it_was() throws Exception {
        Pictures.Made made = make(picture("jpg", 3000, 1500)).orThrow();
        assertThat(made.type()).isEqualTo("image/jpeg");
        assertThat(made.width()).isEqualTo(2400);
        assertThat(made.height()).isEqualTo(1200);
        assertThat(size(made, Stored.Size.MEDIUM)).containsExactly(1080, 540);
        assertThat(size(made, Stored.Size.SMALL)).containsExactly(320, 160);
        Pictures.Made little = make(picture("gif", 20, 30)).orThrow();
        assertThat(size(little, Stored.Size.SMALL)).containsExactly(20, 30);
    }

    private static int[] size(Pictures.Made made, Stored.Size size) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(made.sizes().get(size)));
        return new int[] {image.getWidth(), image.getHeight()};
    }

    @Test
    void what_is_see_through_stays_so_and_what_is_not_becomes_a_jpeg() throws Exception {
        assertThat(make(picture("png", 40, 40)).orThrow().type()).isEqualTo("image/jpeg");
        BufferedImage glass = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(glass, "png", out);
        assertThat(make(out.toByteArray()).orThrow().type()).isEqualTo("image/png");
    }

    /** Written by a browser: with an alpha channel of its own, or without losses, or as photos are. */
    static byte[] webp(String name) throws IOException {
        try (InputStream file = PicturesTests.class.getResourceAsStream("/pictures/" + name + ".webp")) {
            return file.readAllBytes();
        }
    }

    @Test
    void webp_is_read_in_all_its_forms_and_kept_as_every_browser_knows_it() throws Exception {
        Pictures.Made photo = make(webp("lossy")).orThrow();
        assertThat(photo.type()).isEqualTo("image/jpeg");
        assertThat(size(photo, Stored.Size.ORIGINAL)).containsExactly(600, 400);
        for (String name : new String[] {"lossy", "lossless", "glass"}) {
            Pictures.Made made = make(webp(name)).orThrow();
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(made.sizes().get(Stored.Size.ORIGINAL)));
            Color left = new Color(image.getRGB(image.getWidth() / 4, image.getHeight() / 2));
            Color right = new Color(image.getRGB(image.getWidth() * 5 / 8, image.getHeight() / 2));
            assertThat(left.getRed()).as(name).isGreaterThan(left.getGreen() + 60);
            assertThat(right.getGreen()).as(name).isGreaterThan(right.getRed() + 60);
            assertThat(made.type()).isEqualTo(name.equals("glass") ? "image/png" : "image/jpeg");
        }
    }

    @Test
    void webp_stands_upright_too() throws Exception {
        Pictures.Made made = make(withExifChunk(webp("lossy"), 6)).orThrow();
        assertThat(size(made, Stored.Size.ORIGINAL)).containsExactly(400, 600);
        assertThat(new String(made.sizes().get(Stored.Size.ORIGINAL), StandardCharsets.ISO_8859_1))
                .doesNotContain("39.9N");
    }

    /** The same file with the chunk that tells how the telephone was held, and its flag in the header. */
    private static byte[] withExifChunk(byte[] webp, int orientation) throws IOException {
        byte[] tiff = tiff(orientation);
        ByteBuffer whole = ByteBuffer.allocate(webp.length + 8 + tiff.length + tiff.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN);
        whole.put(webp)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(tiff.length)
                .put(tiff);
        whole.putInt(4, whole.capacity() - 8);
        whole.put(20, (byte) (whole.get(20) | 8));
        return whole.array();
    }

    @Test
    void a_webp_whose_frame_is_larger_than_it_says_is_refused_before_anything_is_unpacked() throws Exception {
        for (String name : new String[] {"lossy", "lossless"}) {
            ByteBuffer file = ByteBuffer.wrap(webp(name)).order(ByteOrder.LITTLE_ENDIAN);
            String chunks = new String(file.array(), StandardCharsets.ISO_8859_1);
            if (name.equals("lossy")) {
                int frame = chunks.indexOf("VP8 ") + 8;
                file.putShort(frame + 6, (short) 16_383).putShort(frame + 8, (short) 16_383);
            } else {
                int frame = chunks.indexOf("VP8L") + 8;
                file.putInt(frame + 1, file.getInt(frame + 1) | 0xfffffff);
            }
            Path large = Files.write(data.resolve(name), file.array());
            assertThat(Webp.still(large).isDone()).as(name).isFalse();
            assertThat(refusal(make(file.array()))).isEqualTo("media.broken");
            // said in the canvas too, it is refused for what it says
            int side = name.equals("lossy") ? 16_382 : 16_383;
            file.put(24, (byte) side)
                    .put(25, (byte) (side >> 8))
                    .put(27, (byte) side)
                    .put(28, (byte) (side >> 8));
            assertThat(refusal(make(file.array()))).isEqualTo("media.too-many-pixels");
        }
    }

    @Test
    void whatever_is_turned_over_in_a_webp_is_a_picture_or_refused() throws Exception {
        Random random = new Random(11);
        for (String name : new String[] {"lossy", "lossless", "glass"}) {
            byte[] good = webp(name);
            for (int i = 0; i < 100; i++) {
                byte[] bad = good.clone();
                for (int n = 0; n <= random.nextInt(6); n++) {
                    bad[12 + random.nextInt(Math.min(bad.length, 900) - 12)] = (byte) random.nextInt(256);
                }
                assertThat(refusal(make(bad))).isIn("done", "media.broken", "media.truncated", "media.too-many-pixels");
            }
        }
    }

    @Test
    void exif_is_gone_and_the_picture_stands_upright() throws Exception {
        byte[] sideways = withExif(picture("jpg", 400, 200), 6);
        Pictures.Made made = make(sideways).orThrow();
        assertThat(made.width()).isEqualTo(200);
        assertThat(made.height()).isEqualTo(400);
        byte[] kept = made.sizes().get(Stored.Size.ORIGINAL);
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif")
                .doesNotContain("39.9N");
        // turned to the right, what was left is on top
        Color top = new Color(ImageIO.read(new ByteArrayInputStream(kept)).getRGB(100, 20));
        assertThat(top.getRed()).isGreaterThan(top.getGreen());
        for (int orientation = 1; orientation <= 8; orientation++) {
            assertThat(make(withExif(picture("jpg", 400, 200), orientation))
                            .orThrow()
                            .width())
                    .isEqualTo(orientation >= 5 ? 200 : 400);
        }
    }

    /** An APP1 segment with an orientation and a place, as a telephone writes it. */
    private static byte[] withExif(byte[] jpeg, int orientation) throws IOException {
        byte[] tiff = tiff(orientation);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(jpeg, 0, 2);
        DataOutputStream out = new DataOutputStream(whole);
        out.writeShort(0xffe1);
        out.writeShort(8 + tiff.length);
        out.writeBytes("Exif\0\0");
        whole.write(tiff);
        whole.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }

    private static byte[] tiff(int orientation) throws IOException {
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(tiff);
        out.writeBytes("MM\0*");
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        out.writeBytes("39.9N 116.4E");
        return tiff.toByteArray();
    }

    @Test
    void a_header_that_claims_a_hundred_thousand_pixels_a_side_is_refused_before_anything_is_unpacked()
            throws Exception {
        assertThat(refusal(make(bomb(100_000, 100_000)))).isEqualTo("media.too-many-pixels");
        assertThat(refusal(make(bomb(2_000_000, 1)))).isEqualTo("media.too-many-pixels");
        byte[] webp = webp("lossless");
        Arrays.fill(webp, 24, 30, (byte) 0xff);
        assertThat(refusal(make(webp))).isEqualTo("media.too-many-pixels");
        byte[] gif = picture("gif", 20, 20);
        // the frame's own size, behind the screen's
        int frame = new String(gif, StandardCharsets.ISO_8859_1).indexOf(',', 13 + 3 * (2 << (gif[10] & 7)));
        Arrays.fill(gif, frame + 5, frame + 9, (byte) 0xff);
        assertThat(refusal(make(gif))).isEqualTo("media.too-many-pixels");
    }

    private static byte[] bomb(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(header);
        head.writeBytes("IHDR");
        head.writeInt(width);
        head.writeInt(height);
        head.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(header.toByteArray());
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    @Test
    void a_large_picture_that_may_come_in_is_read_without_much_memory() throws Exception {
        BufferedImage wide = new BufferedImage(8000, 6000, BufferedImage.TYPE_BYTE_BINARY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(wide, "png", out);
        Pictures.Made made = make(out.toByteArray()).orThrow();
        assertThat(made.width()).isEqualTo(2400);
        assertThat(made.height()).isEqualTo(1800);
    }

    /** Flat, so that few bytes of a file become many of memory. */
    private static byte[] flat(int type, int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, type), "png", out);
        return out.toByteArray();
    }

    @Test
    void a_picture_takes_no_more_memory_than_there_is_for_pictures() throws Exception {
        byte[] square = flat(BufferedImage.TYPE_USHORT_GRAY, 7000);
        byte[] webp = webp("lossless");
        long room = 64L << 20;
        long before = allocated();
        Pictures.Made made = new Pictures(new Room(room))
                .make(folder.receive(new ByteArrayInputStream(square), Media.MOST_PICTURE), Format.PNG)
                .orThrow();
        // what was let go of on the way counts too
        assertThat(allocated() - before).isLessThan(3 * room);
        assertThat(made.width()).isBetween(1080, 2400);
        var little = new Pictures(new Room(0))
                .make(folder.receive(new ByteArrayInputStream(webp), Media.MOST_PICTURE), Format.WEBP);
        assertThat(refusal(little)).isEqualTo("media.too-heavy");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void a_cut_file_is_refused_and_nothing_half_is_kept() throws Exception {
        for (String format : new String[] {"jpg", "png", "gif", "lossy", "lossless", "glass"}) {
            byte[] whole = format.startsWith("l") || format.startsWith("gl") ? webp(format) : picture(format, 600, 400);
            assertThat(refusal(make(Arrays.copyOf(whole, whole.length / 2))))
                    .as(format)
                    .isIn("media.truncated", "media.broken");
            assertThat(refusal(make(Arrays.copyOf(whole, 30)))).as(format).isIn("media.truncated", "media.broken");
        }
    }

    @Test
    void what_only_calls_itself_a_picture_is_told_by_its_bytes() throws Exception {
        assertThat(format("\u0089PNG\r\n\u001a\nhello")).isEqualTo(Format.PNG);
        assertThat(refusal(make("\u0089PNG\r\n\u001a\nhello, I am no picture".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("media.broken");
        assertThat(format(
                        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"))
                .isEqualTo(Format.SVG);
        assertThat(format("RIFF\0\0\0\0WEBPVP8 ")).isEqualTo(Format.WEBP);
        assertThat(format("\0\0\0\u0018ftypheic")).isEqualTo(Format.HEIC);
        assertThat(format("\0\0\0\u0018ftypisom")).isEqualTo(Format.MP4);
        assertThat(format("%PDF-1.7")).isEqualTo(Format.OTHER);
        assertThat(format("<html><script>alert(1)</script>")).isEqualTo(Format.OTHER);
    }

    private Format format(String bytes) throws Exception {
        return Format.of(folder.receive(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), 1000));
    }

    @Test
    void of_a_picture_that_is_something_else_as_well_only_the_picture_is_kept() throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(picture("jpg", 100, 100));
        both.write("PK\u0003\u0004<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        Pictures.Made made = make(both.toByteArray()).orThrow();
        made.sizes()
                .values()
                .forEach(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain("<script")
                        .doesNotContain("PK\u0003\u0004"));
    }

    @Test
    void too_many_bytes_are_stopped_on_the_way_in() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                return length;
            }
        };
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> folder.receive(endless, Media.MOST_PICTURE))
                .isInstanceOf(Folder.TooLarge.class);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void a_full_disk_takes_nothing_and_leaves_nothing() throws Exception {
        Folder full = new Folder(data, Long.MAX_VALUE / (1024 * 1024));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> full.receive(new ByteArrayInputStream(new byte[10]), 100))
                .isInstanceOf(Folder.Full.class);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> full.keep("ab".repeat(32), java.util.Map.of("small.jpg", new byte[1])))
                .isInstanceOf(Folder.Full.class);
        assertThat(leftovers()).isEmpty();
        assertThat(data.resolve("media").resolve("ab")).doesNotExist();
    }

    @Test
    void what_a_crash_left_half_done_is_cleared_at_the_next_start() throws Exception {
        folder.receive(new ByteArrayInputStream(new byte[10]), 100);
        assertThat(leftovers()).hasSize(1);
        new Folder(data, 0);
        assertThat(leftovers()).isEmpty();
    }

    private java.util.List<Path> leftovers() throws IOException {
        try (Stream<Path> parts = Files.list(data.resolve("media").resolve(".part"))) {
            return parts.toList();
        }
    }

    @Test
    void a_video_is_looked_through_and_does_not_tell_where_it_was_filmed() throws Exception {
        byte[] film = film(true);
        Path file = folder.receive(new ByteArrayInputStream(film), Media.MOST_VIDEO);
        assertThat(Videos.inspect(file).orThrow()).isEqualTo(new Videos.Measured(1280, 720));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("+39.9+116.4")
                .contains("frames of the film");
        assertThat(Files.size(file)).isEqualTo(film.length);
        Path cut = folder.receive(new ByteArrayInputStream(Arrays.copyOf(film, film.length - 40)), Media.MOST_VIDEO);
        assertThat(refusal(Videos.inspect(cut))).isEqualTo("media.truncated");
        Path none = folder.receive(new ByteArrayInputStream(film(false)), Media.MOST_VIDEO);
        assertThat(refusal(Videos.inspect(none))).isEqualTo("media.broken-video");
        Path deep = folder.receive(new ByteArrayInputStream(nested(5_000)), Media.MOST_VIDEO);
        assertThat(refusal(Videos.inspect(deep))).isEqualTo("media.broken-video");
    }

    static byte[] film(boolean movie) throws IOException {
        byte[] track = new byte[84];
        track[76 + 1] = 1280 >> 8;
        track[76] = (byte) (1280 >> 8);
        track[77] = 1280 & 0xff;
        track[80] = (byte) (720 >> 8);
        track[81] = (byte) (720 & 0xff);
        byte[] moov = box(
                "moov",
                join(box("trak", box("tkhd", track)), box("udta", "+39.9+116.4".getBytes(StandardCharsets.UTF_8))));
        return join(
                box("ftyp", "isom\0\0\2\0isomiso2".getBytes(StandardCharsets.ISO_8859_1)),
                movie ? moov : new byte[0],
                box("mdat", "frames of the film, and so on, and so on".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] nested(int depth) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.write(box("ftyp", "isom\0\0\2\0".getBytes(StandardCharsets.ISO_8859_1)));
        for (int i = depth; i > 0; i--) {
            data.writeInt(i * 8);
            data.writeBytes("moov");
        }
        return out.toByteArray();
    }

    private static byte[] box(String type, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(8 + content.length);
        data.writeBytes(type);
        data.write(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
