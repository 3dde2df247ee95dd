package org.lianxin.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.lianxin.kernel.Keys;
import org.springframework.stereotype.Component;

/**
 * The keys by which citizens follow their messages: 60 bits in twelve letters and digits that cannot be mistaken for each other. Kept as an
 * HMAC under the installation's own key, so a stolen table opens nothing.
 */
@Component
class FollowKeys {
    /** Fits no key. */
    static final String NONE = "0".repeat(64);

    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;

    private final SecureRandom random = new SecureRandom();
    private final byte[] hashing;
    private final byte[] deriving;
    private final byte[] once;

    FollowKeys(Keys keys) {
        this.hashing = keys.derive("intake/key-hash");
        this.deriving = keys.derive("intake/key");
        this.once = keys.derive("intake/once");
    }

    String fresh() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return written(bytes);
    }

    /** The key that follows from what only the sender of the message holds: sent again, it is answered with the same key. */
    String of(String onceBy) {
        return written(Keys.hmac(deriving, onceBy.getBytes(StandardCharsets.UTF_8)));
    }

    /** What of {@code onceBy} is kept. */
    String once(String onceBy) {
        return HexFormat.of().formatHex(Keys.hmac(once, onceBy.getBytes(StandardCharsets.UTF_8)));
    }

    String hash(String key) {
        return HexFormat.of().formatHex(Keys.hmac(hashing, plain(key).getBytes(StandardCharsets.UTF_8)));
    }

    boolean fits(String key, String hash) {
        return MessageDigest.isEqual(
                hash(key).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static String written(byte[] bytes) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            key.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(bytes[i] & 31));
        }
        return key.toString();
    }

    /** As people type it: small letters, full width, spaces, O for zero, I or L for one. */
    private static String plain(String key) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < key.length() && plain.length() < 40; i++) {
            char c = key.charAt(i);
            char narrow = Character.toUpperCase(c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c);
            if (Character.isLetterOrDigit(narrow)) {
                plain.append(narrow == 'O' ? '0' : narrow == 'I' || narrow == 'L' ? '1' : narrow);
            }
        }
        return plain.toString();
    }

    /** A number as people type it. */
    static String number(String typed) {
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < typed.length() && number.length() < 20; i++) {
            char c = typed.charAt(i);
            char narrow = c >= '\uff01' && c <= '\uff5e'
                    ? (char) (c - 0xfee0)
                    : c == '\u2013' || c == '\u2014' || c == '\u2212' ? '-' : c;
            if (!Character.isWhitespace(narrow)) {
                number.append(narrow);
            }
        }
        return number.toString().toUpperCase(Locale.ROOT);
    }
}
