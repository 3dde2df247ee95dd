package org.lianxin.media;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Stored.Size;
import org.springframework.stereotype.Component;

/**
 * Decodes an uploaded picture and encodes it anew in three sizes, so that nothing but pixels survives: no EXIF, no profile, no appended
 * bytes. The header is read first; at most two pictures are decoded at once, in no more memory than there is ({@link Room}).
 */
@Component
class Pictures {
    static final long MOST_PIXELS = 50_000_000;
    static final int MOST_SIDE = 30_000;
    private static final int LONG_SIDE = 2400;
    private static final int AT_ONCE = 2;
    private static final int WAIT_SECONDS = 20;

    private final Semaphore decoding = new Semaphore(AT_ONCE, true);
    private final Room room;

    Pictures() {
        this(Room.here());
    }

    Pictures(Room room) {
        this.room = room;
    }

    /** A picture in its sizes; {@code type} is {@code image/jpeg} or, with transparency, {@code image/png}. */
    record Made(String type, int width, int height, Map<Size, byte[]> sizes) {}

    Outcome<Made> make(Path file, Format format) throws IOException {
        try {
            if (!decoding.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return busy();
            }
            try {
                return format == Format.WEBP ? webp(file) : other(file, format);
            } finally {
                decoding.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return busy();
        }
    }

    private static <T> Outcome<T> busy() {
        return Outcome.refused(Outcome.Kind.TOO_MANY, "media.busy");
    }

    private Outcome<Made> webp(Path file) throws IOException, InterruptedException {
        Outcome<Webp.Still> looked = Webp.still(file);
        if (!(looked instanceof Outcome.Done<Webp.Still>(Webp.Still still))) {
            return ((Outcome.Refused<Webp.Still>) looked).cast();
        }
        // named, since the way in which plug-ins are found depends on the thread that looks for them
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (ImageInputStream in = new ByteArrayImageInputStream(still.file())) {
            return made(reader, in, still.weight(), still::orientation);
        } finally {
            reader.dispose();
        }
    }

    private Outcome<Made> other(Path file, Format format) throws IOException, InterruptedException {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.reader()).next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            return made(reader, in, 0, () -> format == Format.JPEG ? orientation(file) : 1);
        } finally {
            reader.dispose();
        }
    }

    private Outcome<Made> made(ImageReader reader, ImageInputStream in, long apart, IntSupplier orientation)
            throws IOException, InterruptedException {
        Outcome<Room.Plan> looked = plan(reader, in, apart);
        if (!(looked instanceof Outcome.Done<Room.Plan>(Room.Plan plan))) {
            return ((Outcome.Refused<Room.Plan>) looked).cast();
        } else if (!room.take(plan, WAIT_SECONDS)) {
            return busy();
        }
        try {
            Outcome<BufferedImage> read = read(reader, plan.step(), orientation);
            return read instanceof Outcome.Done<BufferedImage>(BufferedImage picture)
                    ? Outcome.done(encode(picture))
                    : ((Outcome.Refused<BufferedImage>) read).cast();
        } finally {
            room.leave(plan);
        }
    }

    /** From its head alone. */
    private Outcome<Room.Plan> plan(ImageReader reader, ImageInputStream in, long apart) {
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width < 1 || height < 1) {
                return Outcome.invalid("file", "media.broken");
            } else if ((long) width * height > MOST_PIXELS || width > MOST_SIDE || height > MOST_SIDE) {
                return Outcome.invalid("file", "media.too-many-pixels", width, height);
            }
            var head = new Room.Head(width, height, reader.getImageTypes(0).next(), apart);
            return room.plan(head, LONG_SIDE)
                    .map(Outcome::done)
                    .orElseGet(() -> Outcome.invalid("file", "media.too-heavy", width, height));
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            return Outcome.invalid("file", "media.broken");
        }
    }

    private static Outcome<BufferedImage> read(ImageReader reader, int step, IntSupplier orientation) {
        try {
            AtomicBoolean cut = new AtomicBoolean();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warning.matches("(?i).*(truncated|premature|end of|eoi|unexpected).*")) {
                    cut.set(true);
                }
            });
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage read = reader.read(0, param);
            if (cut.get()) {
                return Outcome.invalid("file", "media.truncated");
            }
            boolean clear = read.getColorModel().hasAlpha() && seeThrough(read);
            return Outcome.done(upright(within(read, LONG_SIDE, LONG_SIDE, clear), clear, orientation.getAsInt()));
        } catch (IOException | RuntimeException | StackOverflowError | AssertionError damaged) {
            // readers answer damaged files with all kinds of exceptions
            return Outcome.invalid("file", "media.broken");
        }
    }

    private static int orientation(Path jpeg) {
        try {
            return orientation(JpegMetadataReader.readMetadata(jpeg.toFile(), List.of(new ExifReader())));
        } catch (ImageProcessingException | IOException | RuntimeException unreadable) {
            return 1;
        }
    }

    /** One of EXIF's eight. */
    static int orientation(Metadata metadata) {
        ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer known = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return known == null || known < 1 || known > 8 ? 1 : known;
    }

    /** As it was meant to be looked at, in plain colours. EXIF's eight orientations are three switches: axes swapped, then either turned over. */
    private static BufferedImage upright(BufferedImage read, boolean clear, int orientation) {
        boolean swapped = orientation >= 5;
        boolean leftRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        int width = swapped ? read.getHeight() : read.getWidth();
        int height = swapped ? read.getWidth() : read.getHeight();
        BufferedImage plain =
                new BufferedImage(width, height, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = plain.createGraphics();
        if (!clear) {
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, width, height);
        }
        AffineTransform turn = new AffineTransform(
                leftRight ? -1 : 1, 0, 0, upsideDown ? -1 : 1, leftRight ? width : 0, upsideDown ? height : 0);
        if (swapped) {
            turn.concatenate(new AffineTransform(0, 1, 1, 0, 0, 0));
        }
        pen.drawImage(read, turn, null);
        pen.dispose();
        return plain;
    }

    private static boolean seeThrough(BufferedImage picture) {
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int pixel : row) {
                if (pixel >>> 24 != 255) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Made encode(BufferedImage picture) throws IOException {
        boolean clear = picture.getColorModel().hasAlpha();
        Map<Size, byte[]> sizes = new EnumMap<>(Size.class);
        sizes.put(Size.ORIGINAL, bytes(picture, clear));
        BufferedImage medium = within(picture, 1080, Integer.MAX_VALUE, clear);
        sizes.put(
                Size.MEDIUM, medium.getWidth() == picture.getWidth() ? sizes.get(Size.ORIGINAL) : bytes(medium, clear));
        BufferedImage small = within(medium, 320, Integer.MAX_VALUE, clear);
        sizes.put(Size.SMALL, small.getWidth() == medium.getWidth() ? sizes.get(Size.MEDIUM) : bytes(small, clear));
        return new Made(clear ? "image/png" : "image/jpeg", picture.getWidth(), picture.getHeight(), sizes);
    }

    private static BufferedImage within(BufferedImage picture, int width, int height, boolean clear)
            throws IOException {
        double factor = Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
        if (factor >= 1) {
            return picture;
        }
        return Thumbnails.of(picture)
                .forceSize(Math.max(1, (int) Math.round(picture.getWidth() * factor)), Math.max(1, (int)
                        Math.round(picture.getHeight() * factor)))
                .imageType(clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB)
                .asBufferedImage();
    }

    private static byte[] bytes(BufferedImage picture, boolean clear) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var step = Thumbnails.of(picture)
                .scale(1)
                .imageType(clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB)
                .outputFormat(clear ? "png" : "jpg");
        (clear ? step : step.outputQuality(0.85)).toOutputStream(out);
        return out.toByteArray();
    }

    static @Nullable String name(String mediaType, Size size) {
        return switch (mediaType) {
            case "image/jpeg" -> size.path() + ".jpg";
            case "image/png" -> size.path() + ".png";
            case "video/mp4" -> size == Size.ORIGINAL ? "original.mp4" : null;
            default -> null;
        };
    }
}
