package org.lianxin.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Masking;
import org.lianxin.notices.Notices;
import org.lianxin.web.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers what comes in and keeps it encrypted as it was written. */
@Service
public class Intake {
    private final Messages messages;
    private final MessageRules rules;
    private final FollowKeys keys;
    private final Masking masking;
    private final Telling telling;

    Intake(Messages messages, MessageRules rules, FollowKeys keys, Masking masking, Telling telling) {
        this.messages = messages;
        this.rules = rules;
        this.keys = keys;
        this.masking = masking;
        this.telling = telling;
    }

    /** Whom a new message is told: those who take it on, the trail, and the citizen who left an address. */
    @org.springframework.stereotype.Component
    static class Telling {
        final ObjectProvider<Receiver> receivers;
        final ApplicationEventPublisher events;
        final Notices notices;
        final Letters letters;
        final Clock clock;
        final TransactionTemplate transaction;

        Telling(
                ObjectProvider<Receiver> receivers,
                ApplicationEventPublisher events,
                Notices notices,
                Letters letters,
                Clock clock,
                TransactionTemplate transaction) {
            this.transaction = transaction;
            this.receivers = receivers;
            this.events = events;
            this.notices = notices;
            this.letters = letters;
            this.clock = clock;
        }
    }

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
            String channel,
            @Nullable String onceBy,
            Message.Kind kind,
            String text,
            String place,
            List<String> pictures,
            @Nullable Long unit,
            String email,
            String phone,
            boolean consent) {}

    /**
     * What the citizen takes away; {@code key} is shown once and kept only as a hash. It is empty if the same message came again after its key
     * had been replaced.
     */
    public record Receipt(long message, String number, String key) {}

    /** What the citizen wrote, unmasked, and how they can be reached. */
    public record AsWritten(String text, String place, String email, String phone) {}

    /** Whether it could be registered as it is; nothing is changed. */
    public Outcome<NewMessage> check(NewMessage message) {
        return rules.check(message);
    }

    /** As {@link #register(NewMessage, Locale)} for a citizen who reads Chinese. */
    @Transactional
    public Outcome<Receipt> register(NewMessage message) {
        return register(message, Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * Registers, masks and hands on to {@link Receiver} in one transaction. Text 5–5,000 characters, no NUL or other control characters;
     * fields of refusals are those of the record. {@code locale}: the language in which the citizen is written to.
     */
    @Transactional
    public Outcome<Receipt> register(NewMessage given, Locale locale) {
        Outcome<NewMessage> checked = rules.check(given);
        if (!(checked instanceof Outcome.Done<NewMessage>(NewMessage wanted))) {
            return ((Outcome.Refused<NewMessage>) checked).cast();
        }
        Optional<Receipt> before = again(wanted);
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        String key = wanted.onceBy() == null ? keys.fresh() : keys.of(wanted.onceBy());
        Message message = messages.enter(
                wanted,
                masking.mask(wanted.text()),
                masking.mask(wanted.place()),
                keys.hash(key),
                wanted.onceBy() == null ? null : keys.once(wanted.onceBy()),
                locale);
        if (message == null) {
            // the same form a moment earlier; it has committed, or the insert would still wait for it
            return again(wanted).<Outcome<Receipt>>map(Outcome::done).orElseGet(Outcome::changedMeanwhile);
        }
        Receipt receipt = new Receipt(message.id(), message.number(), key);
        telling.receivers.orderedStream().forEach(receiver -> receiver.received(message));
        telling.events.publishEvent(new Audited.Entry(
                "message.registered",
                "message",
                message.id(),
                message.unit(),
                null,
                null,
                Map.of(
                        "number",
                        message.number(),
                        "channel",
                        message.channel(),
                        "kind",
                        message.kind().name(),
                        "consent",
                        message.consent())));
        if (!wanted.email().isEmpty()) {
            Letters.Letter letter = telling.letters.registered(receipt, locale);
            telling.notices.mail(
                    wanted.email(), letter.subject(), letter.text(), "message/" + message.id() + "/registered");
        }
        return Outcome.done(receipt);
    }

    /** The receipt of the same message if it is registered already. The key follows from what was sent again, so nothing has to be kept. */
    private Optional<Receipt> again(NewMessage wanted) {
        String sent = wanted.onceBy();
        return sent == null
                ? Optional.empty()
                : messages.byOnce(keys.once(sent)).map(row -> {
                    String key = keys.of(sent);
                    return new Receipt(
                            row.message().id(), row.message().number(), keys.fits(key, row.keyHash()) ? key : "");
                });
    }

    public Optional<Message> find(long message) {
        return messages.find(message).map(Messages.Row::message);
    }

    /** The message of this number if the key is right; takes as long when it is wrong. Callers limit the tries. */
    public Optional<Message> open(String number, String key) {
        Optional<Messages.Row> row = messages.byNumber(FollowKeys.number(number));
        // compared in any case, so that a number that exists does not show by the time taken
        boolean fits = keys.fits(key, row.map(Messages.Row::keyHash).orElse(FollowKeys.NONE));
        return fits ? row.map(Messages.Row::message) : Optional.empty();
    }

    /** Shown to a handler with a reason, audited. The caller has checked that {@code by} handles this message, and for whom if as a stand-in. */
    @Transactional
    public Outcome<AsWritten> reveal(long message, String reason, Person by, @Nullable Long standInFor) {
        if (reason.strip().length() < 2 || reason.strip().length() > 200) {
            return Outcome.invalid("reason", "intake.reason");
        }
        Optional<Messages.Row> row = messages.find(message);
        if (row.isEmpty()) {
            return Outcome.notFound();
        }
        Optional<AsWritten> written = messages.asWritten(message);
        if (written.isEmpty()) {
            return Outcome.refused(Outcome.Kind.NOT_FOUND, "intake.forgotten");
        }
        Message known = row.get().message();
        telling.events.publishEvent(new Audited.Entry(
                "message.revealed",
                "message",
                message,
                known.unit(),
                by.id(),
                standInFor,
                Map.of("number", known.number(), "reason", masking.mask(reason.strip()))));
        return Outcome.done(written.get());
    }

    /** Writes to the citizen if they left an e-mail address (once per reference, through notices); false if they left none. */
    @Transactional
    public boolean tell(long message, String subjectLine, String text, String reference) {
        String email = messages.email(message);
        if (!email.isEmpty()) {
            telling.notices.mail(email, subjectLine, text, reference);
        }
        return !email.isEmpty();
    }

    /** The language in which the citizen wrote and is written to. */
    public Locale locale(long message) {
        return messages.find(message).map(Messages.Row::locale).orElse(Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * A new key goes to the address left with the message, at most one an hour; the old one then opens nothing. The answer is the same, and comes
     * as soon, whether there is such a message or not: the work is done behind it.
     */
    public void sendNewKey(String number, String email) {
        Thread.ofVirtual()
                .name("new-key")
                .start(() -> telling.transaction.executeWithoutResult(t -> renewKey(number, email)));
    }

    private void renewKey(String number, String email) {
        Optional<Messages.Row> row = messages.byNumber(FollowKeys.number(number));
        if (row.isEmpty()
                || email.isBlank()
                || !messages.email(row.get().message().id()).equalsIgnoreCase(email.strip())) {
            return;
        }
        Message message = row.get().message();
        Instant now = telling.clock.instant();
        String key = keys.fresh();
        if (messages.renewKey(message.id(), keys.hash(key), now, now.minus(Duration.ofHours(1)))) {
            Letters.Letter letter = telling.letters.newKey(
                    new Receipt(message.id(), message.number(), key), row.get().locale());
            telling.notices.mail(
                    email.strip(), letter.subject(), letter.text(), "message/" + message.id() + "/key/" + now);
            telling.events.publishEvent(new Audited.Entry(
                    "message.key-renewed",
                    "message",
                    message.id(),
                    message.unit(),
                    null,
                    null,
                    Map.of("number", message.number())));
        }
    }

    /** The case is closed: from now the retention period runs (setting {@code intake.retention-days}, 1,095 by default); joins the caller's transaction. */
    @Transactional
    public void closed(long message, Instant at) {
        messages.close(message, at);
    }

    /** The case is open again: the retention period stops. */
    @Transactional
    public void reopened(long message) {
        messages.close(message, null);
    }
}
