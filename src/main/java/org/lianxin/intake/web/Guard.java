package org.lianxin.intake.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Settings;
import org.springframework.stereotype.Component;

/**
 * Against robots, without a puzzle for people: a form carries a signed token with its time; a script proves work on it (a number that gives
 * SHA-256 of {@code token:number} so many leading zero bits, setting {@code intake.work-bits}, 17 by default). Without script the token must be
 * three seconds old. Nobody is refused for lack of a script.
 */
@Component
class Guard {
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{22})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final Duration LEAST = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofHours(6);
    private static final String LABEL = "intake/form";

    private final Keys keys;
    private final Clock clock;
    private final Settings settings;
    private final SecureRandom random = new SecureRandom();

    Guard(Keys keys, Clock clock, Settings settings) {
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }

    enum Verdict {
        GOOD,
        TOO_QUICK,
        /** Too old, or none of ours: a new token is needed. */
        STALE
    }

    String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String what = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "."
                + clock.instant().getEpochSecond();
        return what + "." + keys.sign(LABEL, what);
    }

    /** {@code proven}: whoever has worked need not wait. A token from the future is ours too: the clock was set back meanwhile. */
    Verdict judge(String token, boolean proven) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches() || !keys.verify(LABEL, parts.group(1) + "." + parts.group(2), parts.group(3))) {
            return Verdict.STALE;
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(parts.group(2));
        if (age > MOST.toSeconds()) {
            return Verdict.STALE;
        }
        return !proven && age >= 0 && age < LEAST.toSeconds() ? Verdict.TOO_QUICK : Verdict.GOOD;
    }

    int bits() {
        return Math.clamp(settings.number("intake.work-bits", 17), 1, 26);
    }

    boolean proven(String token, String work) {
        if (!work.matches("\\d{1,15}")) {
            return false;
        }
        byte[] digest = sha256(token + ":" + work);
        int zeros = 0;
        for (byte b : digest) {
            zeros += Integer.numberOfLeadingZeros(b & 0xff) - 24;
            if (b != 0) {
                break;
            }
        }
        return zeros >= bits();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Proof that this form brought this picture, so that it stays attached while the form is put right. */
    String kept(String token, String hash) {
        return hash + "." + keys.sign("intake/picture", token + "/" + hash);
    }

    boolean isKept(String token, String kept) {
        int dot = kept.indexOf('.');
        return dot == 64
                && keys.verify("intake/picture", token + "/" + kept.substring(0, dot), kept.substring(dot + 1));
    }
}
