package org.lianxin.federation.signature;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;

/** The digest of a body, of the raw bytes, as {@code Digest} (RFC 3230) and as {@code Content-Digest} (RFC 9530) write it. */
public final class Digests {
    private Digests() {}

    /** {@code SHA-256=…} */
    public static String digest(byte[] body) {
        return "SHA-256=" + base64(body);
    }

    /** {@code sha-256=:…:} */
    public static String contentDigest(byte[] body) {
        return "sha-256=:" + base64(body) + ":";
    }

    /** Whether a {@code Digest} header names this body's SHA-256; other algorithms beside it are not looked at. */
    static boolean fits(@Nullable String header, byte[] body) {
        boolean found = false;
        for (String part : header == null ? new String[0] : header.split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("sha-256")) {
                if (!same(pair[1], base64(body))) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** The same of a {@code Content-Digest} header. */
    static boolean contentFits(@Nullable String header, byte[] body) {
        try {
            Dictionary named = Parser.parseDictionary(header == null ? "" : header);
            return named.get().get("sha-256") instanceof ByteSequenceItem bytes
                    && MessageDigest.isEqual(bytes(bytes), sha256(body));
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    static byte[] bytes(ByteSequenceItem item) {
        ByteBuffer buffer = item.get().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String base64(byte[] body) {
        return Base64.getEncoder().encodeToString(sha256(body));
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
