package org.lianxin.media;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
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
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Stored.Size;
import org.springframework.stereotype.Component;

/**
 * Decodes an uploaded picture and encodes it anew in three sizes, so that nothing but pixels survives: no EXIF, no profile, no appended
 * bytes. The header is read first; at most two pictures are decoded at once.
 */
@Component
class Pictures {
    static final long MOST_PIXELS = 50_000_000;
    static final int MOST_SIDE = 30_000;
    private static final int LONG_SIDE = 2400;
    private static final int AT_ONCE = 2;
    private static final int WAIT_SECONDS = 20;

    private final Semaphore decoding = new Semaphore(AT_ONCE, true);

    /** A picture in its sizes; {@code type} is {@code image/jpeg} or, with transparency, {@code image/png}. */
    record Made(String type, int width, int height, Map<Size, byte[]> sizes) {}

    Outcome<Made> make(Path file, Format format) throws IOException {
        try {
            if (!decoding.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Outcome.refused(Outcome.Kind.TOO_MANY, "media.busy");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.refused(Outcome.Kind.TOO_MANY, "media.busy");
        }
        try {
            return decode(file, format).then(picture -> {
                try {
                    return Outcome.done(encode(picture));
                } catch (IOException fault) {
                    throw new java.io.UncheckedIOException(fault);
                }
            });
        } finally {
            decoding.release();
        }
    }

    private static Outcome<BufferedImage> decode(Path file, Format format) throws IOException {
        // named, since the way in which plug-ins are found depends on the thread that looks for them
        ImageReader reader = format == Format.WEBP
                ? new WebPImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format.reader()).next();
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            AtomicBoolean cut = new AtomicBoolean();
            reader.addIIOReadWarningListener((source, warning) -> {
                if (warning.matches("(?i).*(truncated|premature|end of|eoi|unexpected).*")) {
                    cut.set(true);
                }
            });
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width < 1 || height < 1) {
                return Outcome.invalid("file", "media.broken");
            } else if ((long) width * height > MOST_PIXELS || width > MOST_SIDE || height > MOST_SIDE) {
                return Outcome.invalid("file", "media.too-many-pixels", width, height);
            }
            if (format == Format.WEBP && !Webp.framesFit(file, width, height)) {
                return Outcome.invalid("file", "media.broken");
            }
            ImageReadParam param = reader.getDefaultReadParam();
            // a wide picture is read coarsely, but finer than what is kept of it, so that it takes little memory
            int step = Math.max(1, Math.max(width, height) / (LONG_SIDE * 3 / 2));
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage read = reader.read(0, param);
            if (cut.get()) {
                return Outcome.invalid("file", "media.truncated");
            }
            return Outcome.done(upright(read, orientation(file, format)));
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // the JDK's readers answer damaged files with all kinds of exceptions
            return Outcome.invalid("file", "media.broken");
        } finally {
            reader.dispose();
        }
    }

    private static int orientation(Path file, Format format) {
        try {
            ExifIFD0Directory exif = metadata(file, format).getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer known = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return known == null || known < 1 || known > 8 ? 1 : known;
        } catch (ImageProcessingException | IOException | RuntimeException unreadable) {
            return 1;
        }
    }

    private static Metadata metadata(Path file, Format format) throws ImageProcessingException, IOException {
        return switch (format) {
            case JPEG -> JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
            case WEBP -> WebpMetadataReader.readMetadata(file.toFile());
            default -> new Metadata();
        };
    }

    /** As it was meant to be looked at, in plain colours. EXIF's eight orientations are three switches: axes swapped, then either turned over. */
    private static BufferedImage upright(BufferedImage read, int orientation) {
        boolean clear = read.getColorModel().hasAlpha() && seeThrough(read);
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
        BufferedImage original = within(picture, LONG_SIDE, LONG_SIDE, clear);
        Map<Size, byte[]> sizes = new EnumMap<>(Size.class);
        sizes.put(Size.ORIGINAL, bytes(original, clear));
        BufferedImage medium = within(original, 1080, Integer.MAX_VALUE, clear);
        sizes.put(
                Size.MEDIUM,
                medium.getWidth() == original.getWidth() ? sizes.get(Size.ORIGINAL) : bytes(medium, clear));
        BufferedImage small = within(medium, 320, Integer.MAX_VALUE, clear);
        sizes.put(Size.SMALL, small.getWidth() == medium.getWidth() ? sizes.get(Size.MEDIUM) : bytes(small, clear));
        return new Made(clear ? "image/png" : "image/jpeg", original.getWidth(), original.getHeight(), sizes);
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
