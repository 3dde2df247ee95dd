package org.lianxin.identity;

import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with 16 MiB, 3 passes, one lane (OWASP's floor is 12 MiB with 3). At most {@code lianxin.sign-in.hashes} (2) run at a time, so that
 * a flood of sign-ins costs 32 MiB and not the heap; whoever waits longer than 8 s is told to come back.
 */
@Component
class Passwords {
    private final Argon2PasswordEncoder encoder;
    private final Semaphore places;
    private final String nobody;

    Passwords(
            @Value("${lianxin.sign-in.hashes:2}") int places,
            @Value("${lianxin.sign-in.memory-kib:16384}") int memory) {
        this.encoder = new Argon2PasswordEncoder(16, 32, 1, memory, 3);
        this.places = new Semaphore(places, true);
        this.nobody = String.valueOf(encoder.encode("nobody has this password"));
    }

    /** Why a password cannot be taken, or null: at least 8 characters of three kinds, at most 128, without the login in it. */
    static @Nullable String refusal(String password, String login) {
        if (password.codePointCount(0, password.length()) < 8) {
            return "identity.password.short";
        } else if (password.length() > 128) {
            return "identity.password.long";
        } else if (kinds(password) < 3) {
            return "identity.password.kinds";
        } else if (login.length() > 2
                && password.toLowerCase(java.util.Locale.ROOT).contains(login)) {
            return "identity.password.login";
        }
        return null;
    }

    private static int kinds(String password) {
        int seen = 0;
        for (int c : password.codePoints().toArray()) {
            seen |= Character.isDigit(c) ? 1 : Character.isUpperCase(c) ? 2 : Character.isLowerCase(c) ? 4 : 8;
        }
        return Integer.bitCount(seen);
    }

    Outcome<String> hash(String password) {
        return inTurn(() -> String.valueOf(encoder.encode(normal(password))));
    }

    /** Takes as long for a person who does not exist or has no password as for one who has. */
    Outcome<Boolean> matches(String password, @Nullable String hash) {
        return inTurn(() -> {
            boolean right = encoder.matches(normal(password), hash == null ? nobody : hash);
            return right && hash != null;
        });
    }

    private <T> Outcome<T> inTurn(java.util.function.Supplier<T> work) {
        try {
            if (!places.tryAcquire(8, TimeUnit.SECONDS)) {
                return Outcome.refused(Outcome.Kind.TOO_MANY, "identity.sign-in.busy");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Outcome.refused(Outcome.Kind.TOO_MANY, "identity.sign-in.busy");
        }
        try {
            return Outcome.done(work.get());
        } finally {
            places.release();
        }
    }

    private static String normal(String password) {
        String cut = password.length() > 1024 ? password.substring(0, 1024) : password;
        return Normalizer.normalize(cut, Normalizer.Form.NFC);
    }
}
