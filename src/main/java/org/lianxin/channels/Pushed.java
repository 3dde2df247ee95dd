package org.lianxin.channels;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;

/** What pushes have in common: whose they are, and their body, read only once that is known and never further than it may be long. */
public final class Pushed {
    /** In bytes. */
    public static final int MOST = 64 * 1024;

    private Pushed() {}

    /** Weibo and WeChat sign alike. Compared in constant time. A replay is harmless: everything is registered once. */
    public static boolean signed(String signature, String secret, String... parts) {
        return !secret.isEmpty()
                && MessageDigest.isEqual(
                        sha1(Stream.concat(Stream.of(secret), Stream.of(parts))).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    /** In hex, of the parts sorted and joined. */
    public static String sha1(Stream<String> parts) {
        try {
            String joined = parts.sorted().collect(Collectors.joining());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** To a network that asks whether the address is ours. */
    public static ResponseEntity<String> echo(boolean ours, String word) {
        return ours
                ? ResponseEntity.ok()
                        .header("Content-Type", "text/plain;charset=UTF-8")
                        .body(word)
                : ResponseEntity.status(403).build();
    }

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
