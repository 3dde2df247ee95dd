package org.lianxin.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Digests of content, written {@code sha256:<hex>} or {@code sm3:<hex>} so that the algorithm stays with the value.
 * {@code lianxin.digest=sm3} chooses the national algorithm (GB/T 32905) for new values; old ones still verify.
 */
@Component
public final class Hash {
    private final boolean sm3;

    public Hash(@Value("${lianxin.digest:sha256}") String algorithm) {
        this.sm3 = switch (algorithm) {
            case "sm3" -> true;
            case "sha256" -> false;
            default -> throw new IllegalArgumentException("lianxin.digest is sha256 or sm3, not " + algorithm);
        };
    }

    public String of(byte[] bytes) {
        return sm3 ? "sm3:" + hex(new SM3.Digest().digest(bytes)) : "sha256:" + sha256(bytes);
    }

    public boolean matches(String digest, byte[] bytes) {
        String actual =
                digest.startsWith("sm3:") ? "sm3:" + hex(new SM3.Digest().digest(bytes)) : "sha256:" + sha256(bytes);
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), actual.getBytes(StandardCharsets.US_ASCII));
    }

    /** Plain SHA-256 in lower-case hex: for names of files, tokens and cache tags, never for what a review keeps. */
    public static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a file, however large. */
    public static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return hex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
