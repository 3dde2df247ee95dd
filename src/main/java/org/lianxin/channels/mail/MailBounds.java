package org.lianxin.channels.mail;

/**
 * Whether a mail may be taken apart at all. Whoever takes it apart makes an object of each part and of each line of a header before anything
 * else can be counted, and ten megabytes have room for millions; so they are counted here, in its bytes, at whatever depth they are.
 */
final class MailBounds {
    private static final int MOST_BOUNDARIES = 1_000;
    private static final int MOST_HEADER_LINES = 10_000;
    private static final int MOST_HEADER_BYTES = 512 * 1024;

    private MailBounds() {}

    /** Every line that begins as a boundary does counts as one, and what follows it up to an empty line as headers. */
    static boolean within(byte[] bytes) {
        int boundaries = 0;
        int headerLines = 0;
        int headerBytes = 0;
        boolean header = true;
        for (int from = 0; from < bytes.length; ) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            if (end - from >= 2 && bytes[from] == '-' && bytes[from + 1] == '-') {
                boundaries++;
                header = true;
            } else if (header && end == from) {
                header = false;
            } else if (header) {
                headerLines++;
                headerBytes += end - from;
            }
            if (boundaries > MOST_BOUNDARIES || headerLines > MOST_HEADER_LINES || headerBytes > MOST_HEADER_BYTES) {
                return false;
            }
            // a line may end with either of the two, or both
            from = end + (end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n' ? 2 : 1);
        }
        return true;
    }
}
