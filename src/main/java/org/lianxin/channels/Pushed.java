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
        return body(request, MOST);
    }

    /** The same for a network whose pushes are longer, or which signs the very bytes: {@code most} in bytes. */
    public static Optional<byte[]> body(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            return Optional.empty();
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        return body.length > most ? Optional.empty() : Optional.of(body);
    }
}
