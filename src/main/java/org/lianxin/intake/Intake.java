package org.lianxin.intake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;

/** Registers what comes in and keeps it encrypted as it was written. */
@Service
public class Intake {

    /**
     * A message as it arrives.
     *
     * @param channel label of origin as in {@link Message#channel()}
     * @param onceBy what makes it the same message if it comes twice (the form's token, a platform's id); the second time the first receipt
     *     is answered; null if nothing can
     * @param place where it is about, or empty
     * @param pictures hashes of stored pictures, at most 9
     * @param unit asked by the citizen, or null
     * @param email for number, answer and lost key, or empty; phone: shown to the handler only, or empty
     */
    public record NewMessage(
            String channel, @Nullable String onceBy, Message.Kind kind, String text, String place, List<String> pictures, @Nullable Long unit, String email, String phone, boolean consent) {}

    /** What the citizen takes away; {@code key} is shown once and kept only as a hash. */
    public record Receipt(long message, String number, String key) {}

    /** What the citizen wrote, unmasked, and how they can be reached. */
    public record AsWritten(String text, String place, String email, String phone) {}

    /** Registers, masks and hands on to {@link Receiver} in one transaction. Text 5–5,000 characters, no NUL; fields of refusals are those of the record. */
    public Outcome<Receipt> register(NewMessage message) {
        throw new UnsupportedOperationException();
    }

    public Optional<Message> find(long message) {
        throw new UnsupportedOperationException();
    }

    /** The message of this number if the key is right; takes as long when it is wrong. Callers limit the tries. */
    public Optional<Message> open(String number, String key) {
        throw new UnsupportedOperationException();
    }

    /** Shown to a handler with a reason, audited. The caller has checked that {@code by} handles this message. */
    public Outcome<AsWritten> reveal(long message, String reason, Person by) {
        throw new UnsupportedOperationException();
    }

    /** Writes to the citizen if they left an e-mail address (once per reference, through notices); false if they left none. */
    public boolean tell(long message, String subjectLine, String text, String reference) {
        throw new UnsupportedOperationException();
    }

    /** A new key goes to the address left with the message; the answer is the same whether there is one or not. */
    public void sendNewKey(String number, String email) {
        throw new UnsupportedOperationException();
    }
}
