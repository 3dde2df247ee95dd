package org.lianxin.channels.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Networks;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way of a browser to WeChat and back: what WeChat brings back belongs to the browser that set out, by a secret in its cookie, for ten
 * minutes, and once. And how often codes that WeChat does not know came from one address.
 */
@Component
class WechatWays {
    static final Duration GOOD = Duration.ofMinutes(10);
    /** Many people have one address; right codes are not counted. */
    static final int MOST_WRONG = 30;

    private static final int MOST_ADDRESSES = 100_000;
    private static final Pattern STATE = Pattern.compile("[0-9a-f]{32}[0-9a-f]{10}[0-9a-f]{64}");
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");

    private final JdbcClient db;
    private final Clock clock;
    private final byte[] key;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Integer> wrong = new ConcurrentHashMap<>();
    private long window;

    WechatWays(JdbcClient db, Clock clock, Keys keys) {
        this.db = db;
        this.clock = clock;
        this.key = keys.derive("channels/wechat-way");
    }

    /** For the browser's cookie. */
    String secret() {
        return random(32);
    }

    /** Letters and digits, at most 128, as WeChat wants it. */
    String state(String secret) {
        String what = random(16)
                + HexFormat.of().toHexDigits(clock.instant().plus(GOOD).getEpochSecond(), 10);
        return what + signed(what, secret);
    }

    /** Who comes back. */
    enum Back {
        FIRST,
        /** The same once more: WeChat is known to lead back twice, at the same moment too. */
        AGAIN,
        /** Another browser, or too late. */
        FOREIGN
    }

    /** First once, within its time, for the browser with that secret. */
    @Transactional
    Back back(String state, String secret) {
        if (!STATE.matcher(state).matches() || !SECRET.matcher(secret).matches()) {
            return Back.FOREIGN;
        }
        String what = state.substring(0, 42);
        Instant until = Instant.ofEpochSecond(HexFormat.fromHexDigitsToLong(what.substring(32)));
        Instant now = clock.instant();
        boolean ours = MessageDigest.isEqual(
                signed(what, secret).getBytes(StandardCharsets.US_ASCII),
                state.substring(42).getBytes(StandardCharsets.US_ASCII));
        if (!ours || !until.isAfter(now)) {
            return Back.FOREIGN;
        }
        db.sql("delete from channels.wechat_spent where until <= ?")
                .param(Sql.time(now))
                .update();
        return db.sql("insert into channels.wechat_spent (state, until) values (?, ?) on conflict (state) do nothing")
                                .params(Hash.sha256(state), Sql.time(until))
                                .update()
                        == 1
                ? Back.FIRST
                : Back.AGAIN;
    }

    boolean tooManyWrong(String address) {
        turn();
        return wrong.getOrDefault(hashed(address), 0) >= MOST_WRONG;
    }

    void wrong(String address) {
        turn();
        wrong.merge(hashed(address), 1, Integer::sum);
    }

    private synchronized void turn() {
        long now = clock.instant().getEpochSecond() / GOOD.toSeconds();
        if (now != window || wrong.size() > MOST_ADDRESSES) {
            window = now;
            wrong.clear();
        }
    }

    private String hashed(String address) {
        return signed("address", Networks.of(address));
    }

    private String signed(String what, String with) {
        return HexFormat.of().formatHex(Keys.hmac(key, (what + "\n" + with).getBytes(StandardCharsets.UTF_8)));
    }

    private String random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
