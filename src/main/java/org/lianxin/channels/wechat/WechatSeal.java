package org.lianxin.channels.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.lianxin.channels.Connection;

/** Whether a push is WeChat's, and what is in it if it is encrypted. */
record WechatSeal(Connection connection) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Compared in constant time. A replay is harmless: everything is registered once. */
    boolean signs(String signature, String... parts) {
        String token = connection.secret("token");
        return !token.isEmpty()
                && MessageDigest.isEqual(
                        sha1(Stream.concat(Stream.of(token), Stream.of(parts))).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty if it is not encrypted with our key for our account. */
    Optional<String> open(String encrypted) {
        String key = connection.secret("aes");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new WxCryptUtil(connection.secret("token"), key, connection.remoteId()).decrypt(encrypted));
        } catch (RuntimeException notForUs) {
            return Optional.empty();
        }
    }

    /** An answer as WeChat wants it: encrypted and signed where the account has a key, else as it is. */
    String close(String xml, Instant at) {
        String key = connection.secret("aes");
        if (key.isEmpty()) {
            return xml;
        }
        String nonce = random(8);
        String timestamp = Long.toString(at.getEpochSecond());
        String encrypted =
                new WxCryptUtil(connection.secret("token"), key, connection.remoteId()).encrypt(random(8), xml);
        return "<xml>" + WechatReply.field("Encrypt", encrypted)
                + WechatReply.field(
                        "MsgSignature", sha1(Stream.of(connection.secret("token"), timestamp, nonce, encrypted)))
                + "<TimeStamp>" + timestamp + "</TimeStamp>" + WechatReply.field("Nonce", nonce) + "</xml>";
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static String sha1(Stream<String> parts) {
        try {
            String joined = parts.sorted().collect(Collectors.joining());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
