package org.lianxin.intake.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.lianxin.intake.Intake.Receipt;
import org.lianxin.kernel.Vault;
import org.springframework.stereotype.Component;

/** Carries a receipt from the form to its page: encrypted in the address, readable for half an hour. */
@Component
class Receipts {
    private static final Duration GOOD = Duration.ofMinutes(30);
    private static final String LABEL = "intake.receipt";

    private final Vault vault;
    private final Clock clock;

    Receipts(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** {@code mailed}: number and key also went to an address. */
    record Shown(String number, String key, boolean mailed) {}

    String token(Receipt receipt, boolean mailed) {
        String what = receipt.number() + "\n" + receipt.key() + "\n" + mailed + "\n"
                + clock.instant().plus(GOOD).getEpochSecond();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.lock(LABEL, what));
    }

    Optional<Shown> read(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
            if (bytes.length < 30 || bytes.length > 400) {
                return Optional.empty();
            }
            String[] parts = vault.unlock(LABEL, bytes).split("\n", 4);
            long until = Long.parseLong(parts[3]);
            return clock.instant().getEpochSecond() > until
                    ? Optional.empty()
                    : Optional.of(new Shown(parts[0], parts[1], Boolean.parseBoolean(parts[2])));
        } catch (IllegalArgumentException | IllegalStateException forged) {
            return Optional.empty();
        }
    }
}
