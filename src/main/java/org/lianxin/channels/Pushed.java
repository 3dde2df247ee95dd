package org.lianxin.channels;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** The body of a push, read only once its sender is known and never further than it may be long. */
public final class Pushed {
    /** In bytes. */
    public static final int MOST = 64 * 1024;

    private Pushed() {}

    /** Empty if it is longer. */
    public static Optional<byte[]> body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST) {
            return Optional.empty();
        }
        byte[] body = request.getInputStream().readNBytes(MOST + 1);
        return body.length > MOST ? Optional.empty() : Optional.of(body);
    }
}
