package org.lianxin.channels;

import java.time.Duration;
import java.util.Optional;
import org.lianxin.intake.Acknowledging;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The receipt with which the push of a private message is answered, where a network takes the answer to a push for a message. Only if there is
 * still time: a network that has waited too long asks again, and whoever wrote would read that nobody is there.
 */
@Component
public class Receipts {
    private final Acknowledging acknowledging;
    private final boolean wanted;
    private final Duration within;

    /**
     * @param wanted false where nothing is said without a person
     * @param within how long registering and the receipt may have taken together; networks wait five seconds
     */
    Receipts(
            Acknowledging acknowledging,
            @Value("${lianxin.channels.receipts:true}") boolean wanted,
            @Value("${lianxin.channels.receipts-within:3s}") Duration within) {
        this.acknowledging = acknowledging;
        this.wanted = wanted;
        this.within = within;
    }

    /**
     * Empty for what is no case.
     *
     * @param began {@link System#nanoTime} when the push came
     * @param most the receipt is shorter than so many characters
     */
    public Optional<String> of(long message, long began, int most) {
        return wanted && inTime(began)
                ? acknowledging.of(message, most).filter(words -> inTime(began))
                : Optional.empty();
    }

    private boolean inTime(long began) {
        return System.nanoTime() - began < within.toNanos();
    }
}
