package org.lianxin.channels.wechat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Pushed;

/** Whether a push is WeChat's, and what is in it if it is encrypted. */
record WechatSeal(Connection connection) {
    private static final SecureRandom RANDOM = new SecureRandom();

    boolean signs(String signature, String... parts) {
        return Pushed.signed(signature, connection.secret("token"), parts);
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
                        "MsgSignature", Pushed.sha1(Stream.of(connection.secret("token"), timestamp, nonce, encrypted)))
                + "<TimeStamp>" + timestamp + "</TimeStamp>" + WechatReply.field("Nonce", nonce) + "</xml>";
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The conversation of a person with the account, by an id from which nobody reads theirs. */
    static String thread(Connection connection, String openid) {
        return "private/" + Pushed.sha1(Stream.of(connection.remoteId(), openid));
    }
}
