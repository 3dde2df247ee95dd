package org.lianxin.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts personal data for keeping: one byte that names the algorithm (1 AES-256-GCM, 2 SM4-GCM), 12 bytes nonce, then ciphertext
 * with a 16-byte tag. The label binds a value to its column, so that it cannot be moved to another one.
 */
@Component
public final class Vault {
    private static final byte AES = 1;
    private static final byte SM4 = 2;

    private final Keys keys;
    private final byte algorithm;
    private final SecureRandom random = new SecureRandom();
    private final BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();

    public Vault(Keys keys, @Value("${lianxin.cipher:aes}") String cipher) {
        this.keys = keys;
        this.algorithm = switch (cipher) {
            case "aes" -> AES;
            case "sm4" -> SM4;
            default -> throw new IllegalArgumentException("lianxin.cipher is aes or sm4, not " + cipher);
        };
    }

    public byte[] lock(String label, String text) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, algorithm, label, nonce, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(13 + sealed.length)
                .put(algorithm)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Throws {@link IllegalStateException} if the bytes were changed or belong to another label. */
    public String unlock(String label, byte[] kept) {
        byte[] nonce = Arrays.copyOfRange(kept, 1, 13);
        byte[] sealed = Arrays.copyOfRange(kept, 13, kept.length);
        return new String(run(Cipher.DECRYPT_MODE, kept[0], label, nonce, sealed), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte which, String label, byte[] nonce, byte[] input) {
        try {
            byte[] key = keys.derive("fields/" + label);
            Cipher cipher = which == SM4
                    ? Cipher.getInstance("SM4/GCM/NoPadding", bouncyCastle)
                    : Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    which == SM4 ? new SecretKeySpec(key, 0, 16, "SM4") : new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("kept value of " + label + " cannot be read", damaged);
        }
    }
}
