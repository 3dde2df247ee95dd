package org.lianxin.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * What whoever wrote to an account privately may be told at once: that it is a case, its number and key, until when it is answered, and where
 * to follow it. The same whenever it is asked for the same message. Nothing of the person or of what they wrote is in it.
 */
@Service
public class Acknowledging {
    private final ArrivalStore arrivals;
    private final Messages messages;
    private final FollowKeys keys;
    private final Voice voice;

    Acknowledging(ArrivalStore arrivals, Messages messages, FollowKeys keys, Voice voice) {
        this.arrivals = arrivals;
        this.messages = messages;
        this.keys = keys;
        this.voice = voice;
    }

    @org.springframework.stereotype.Component
    record Voice(Pages pages, Pages.Site site, ObjectProvider<Promising> promising, Clock clock) {}

    /** Shorter than {@code most} characters. Empty for what is no case, for what was not said to the account alone, or if nothing fits. */
    public Optional<String> of(long message, int most) {
        Optional<Remark> said = arrivals.one(message);
        if (said.isEmpty() || said.get().way() != Arrival.Way.PRIVATE) {
            return Optional.empty();
        }
        Messages.Row row = messages.find(message).orElseThrow();
        Page page = voice.pages().of(row.locale());
        return words(said.get(), row, page)
                .filter(words -> words.codePointCount(0, words.length()) < most)
                .findFirst();
    }

    /** The longest first. */
    private Stream<String> words(Remark said, Messages.Row row, Page page) {
        return switch (said.state()) {
            case NEW, SEEN -> Stream.empty();
            case ADDED -> Stream.of(page.t.of("intake.at-once.added", String.valueOf(said.joined())));
            case CASE -> {
                String number = said.number();
                String until = until(said.message(), page);
                String address = voice.site().publicUrl() + page.href("/follow?number=" + number);
                String key = key(said, row);
                Stream<String> plain = Stream.of(
                        page.t.of("intake.at-once.unlocked", number, until, address),
                        page.t.of("intake.at-once.short", number, until));
                yield key == null
                        ? plain
                        : Stream.concat(
                                Stream.of(page.t.of("intake.at-once.registered", number, key, until, address)), plain);
            }
        };
    }

    /** A day, not "tomorrow": it is read again later. */
    private String until(long message, Page page) {
        return voice.promising()
                .orderedStream()
                .flatMap(p -> p.answeredBy(message).stream())
                .findFirst()
                .map(due -> page.t.of("intake.at-once.until", day(due, page)))
                .orElse("");
    }

    private String day(Instant due, Page page) {
        ZonedDateTime at = due.atZone(voice.clock().getZone());
        return page.t.of("moment.month-day", at.getMonthValue(), at.getDayOfMonth());
    }

    /** Null if it does not open the message any more. */
    private @Nullable String key(Remark said, Messages.Row row) {
        Arrival.Origin origin = arrivals.origin(said.number()).orElseThrow();
        String key = keys.of(Arrivals.once(origin.account(), origin.remoteId()));
        return keys.fits(key, row.keyHash()) ? key : null;
    }
}
