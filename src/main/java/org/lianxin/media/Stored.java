package org.lianxin.media;

/**
 * A file that this program has written itself after decoding what was uploaded.
 *
 * @param hash SHA-256 in hex of the kept original; its name everywhere
 * @param width of the original in pixels; 0 for a video whose size is not known
 * @param bytes size of the original
 */
public record Stored(String hash, Kind kind, String mediaType, int width, int height, long bytes) {

    public enum Kind {
        PICTURE,
        VIDEO
    }

    /** Renditions of a picture; a video has only {@link #ORIGINAL}. */
    public enum Size {
        /** At most 320 pixels wide. */
        SMALL,
        /** At most 1,080 pixels wide. */
        MEDIUM,
        /** At most 2,400 pixels on the longer side. */
        ORIGINAL;

        /** As it stands in addresses: {@code /media/<hash>/<name>}. */
        public String path() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
