package org.lianxin.intake;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.lianxin.intake.Fetches.Fetched;
import org.lianxin.intake.PicturesToFetch.Due;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Arrivals with pictures that lie on their network. What has to be fetched is written down with the message, and fetched after the network has
 * had its answer; encoded anew, kept with the message, and shown to whoever works on it. Nothing of it becomes public by itself.
 */
@Service
public class Pictured {
    private static final Logger LOG = LoggerFactory.getLogger(Pictured.class);
    private static final int AT_ONCE = 8;

    private final Arrivals arrivals;
    private final PicturesToFetch waiting;
    private final Media media;
    private final Rest rest;
    private final int largest;

    /** @param largest in bytes; 0: no pictures are fetched */
    Pictured(
            Arrivals arrivals,
            PicturesToFetch waiting,
            Media media,
            Rest rest,
            @Value("${lianxin.intake.largest-picture:10MB}") org.springframework.util.unit.DataSize largest) {
        this.arrivals = arrivals;
        this.waiting = waiting;
        this.media = media;
        this.rest = rest;
        this.largest = (int) Math.min(largest.toBytes(), Media.MOST_PICTURE);
    }

    @org.springframework.stereotype.Component
    record Rest(
            ObjectProvider<Fetches> fetches,
            ObjectProvider<Illustrating> illustrating,
            org.lianxin.registry.Accounts accounts,
            Messages messages,
            TransactionTemplate transaction) {}

    /** Pictures that are not here: still to come, and not to be had. */
    public record Missing(int coming, int lost) {}

    /** As {@link Arrivals#arrive}; {@code sources} are what {@link Fetches} of its network understands, nine of them count. */
    @Transactional
    public long arrive(Arrival arrival, List<String> sources) {
        boolean fresh = !sources.isEmpty() && largest > 0 && !arrivals.known(arrival.account(), arrival.remoteId());
        long message = arrivals.arrive(arrival);
        if (fresh) {
            waiting.enter(
                    message,
                    arrival,
                    sources.stream()
                            .distinct()
                            .limit(MessageRules.MOST_PICTURES)
                            .toList());
        }
        return message;
    }

    public Missing missing(long message) {
        return waiting.missing(message);
    }

    /** Fetches all that is due, a few at a time; returns when nothing is. */
    public void fetch() {
        for (List<Due> due = waiting.claim(AT_ONCE); !due.isEmpty(); due = waiting.claim(AT_ONCE)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(d -> threads.execute(() -> fetch(d)));
            }
        }
    }

    private void fetch(Due due) {
        try {
            switch (fetched(due)) {
                case Fetched.Got(byte[] bytes) -> keep(due, bytes);
                case Fetched.Never(String why) -> waiting.never(due, why);
                case Fetched.Later(String why) -> waiting.later(due, why);
                case Fetched.NotYet(Instant until) -> waiting.notYet(due, until);
            }
        } catch (RuntimeException trouble) {
            // its address is somebody's; it does not go into a log
            LOG.warn("a picture could not be kept: {}", trouble.getClass().getName());
            waiting.later(due, "trouble");
        }
    }

    private Fetched fetched(Due due) {
        var account = rest.accounts().find(due.account()).orElseThrow();
        return rest.fetches()
                .orderedStream()
                .filter(f -> f.platforms().contains(account.platform()))
                .findFirst()
                .map(f -> f.fetch(due.account(), due.source(), largest))
                .orElseGet(() -> new Fetched.Never("nobody fetches from there"));
    }

    private void keep(Due due, byte[] bytes) {
        switch (media.picture(new ByteArrayInputStream(bytes), null)) {
            case Outcome.Done<Stored>(Stored stored) -> {
                // if we are killed here it is taken away in two days, and brought again
                rest.messages().brought(stored.hash());
                rest.transaction().executeWithoutResult(t -> add(due, stored.hash()));
            }
            case Outcome.Refused<Stored> refused when passes(refused) -> waiting.later(due, refused.key());
            case Outcome.Refused<Stored> refused -> waiting.never(due, refused.key());
        }
    }

    /** Whether it is the machine that cannot just now, and not the picture. */
    static boolean passes(Outcome.Refused<?> refused) {
        return refused.kind() == Outcome.Kind.TOO_MANY || refused.key().equals("media.disk-full");
    }

    private void add(Due due, String hash) {
        waiting.target(due).ifPresent(message -> {
            List<String> all = waiting.add(message, hash);
            rest.illustrating().orderedStream().forEach(i -> i.illustrated(message, all));
        });
        waiting.done(due);
    }
}
