package org.lianxin.simulators.wechat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-CBC as the platform has it: padded to blocks of 32, with length and appid inside. */
final class Cipher {
    private static final int BLOCK = 32;
    private final byte[] key;
    private final String appid;

    /** @param aesKey the 43 characters of an EncodingAESKey */
    Cipher(String aesKey, String appid) {
        this.key = Base64.getDecoder().decode(aesKey + "=");
        this.appid = appid;
    }

    String encrypt(String text) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return encrypt(text, random);
    }

    String encrypt(String text, byte[] random) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] end = appid.getBytes(StandardCharsets.UTF_8);
        int length = random.length + 4 + message.length + end.length;
        int padding = BLOCK - length % BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(length + padding)
                .put(random)
                .putInt(message.length)
                .put(message)
                .put(end);
        while (plain.hasRemaining()) {
            plain.put((byte) padding);
        }
        return Base64.getEncoder().encodeToString(run(javax.crypto.Cipher.ENCRYPT_MODE, plain.array()));
    }

    /** Throws if it was not encrypted with this key for this account. */
    String decrypt(String encrypted) {
        byte[] plain = run(javax.crypto.Cipher.DECRYPT_MODE, Base64.getDecoder().decode(encrypted));
        int length = ByteBuffer.wrap(plain, 16, 4).getInt();
        int end = plain.length - plain[plain.length - 1];
        if (length < 0
                || 20 + length > end
                || !appid.equals(new String(Arrays.copyOfRange(plain, 20 + length, end), StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("not for " + appid);
        }
        return new String(plain, 20, length, StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] bytes) {
        try {
            var cipher = javax.crypto.Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
