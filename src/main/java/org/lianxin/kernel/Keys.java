package org.lianxin.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secret of this installation: 32 random bytes in {@code <data>/keys/master} (mode 0600), outside the database, made at the
 * first start. Every use derives its own key from it by a label (HMAC-SHA-256 as in HKDF-Expand with one block).
 */
@Component
public final class Keys {
    private final byte[] master;

    public Keys(@Value("${lianxin.data}") Path data) throws IOException {
        Path file = data.resolve("keys").resolve("master");
        if (!Files.exists(file)) {
            create(file);
        }
        this.master = HexFormat.of().parseHex(Files.readString(file).strip());
        if (master.length != 32) {
            throw new IOException(file + " does not hold 32 bytes in hex");
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        Path part = file.resolveSibling("master.part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, HexFormat.of().formatHex(fresh), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(part, file);
    }

    /** A key of 32 bytes for one purpose, named by a label such as {@code audit} or {@code fields}. */
    public byte[] derive(String label) {
        return hmac(master, ("lianxin/" + label + "\u0001").getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 under the key of that label, as URL-safe text without padding. */
    public String sign(String label, String text) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hmac(derive(label), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Constant-time check of what {@link #sign} made. */
    public boolean verify(String label, String text, String signature) {
        return MessageDigest.isEqual(
                sign(label, text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
