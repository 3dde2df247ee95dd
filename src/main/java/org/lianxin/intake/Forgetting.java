package org.lianxin.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lianxin.kernel.Settings;
import org.lianxin.media.Media;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Each night: what citizens wrote goes when its time is over, and so do pictures of forms that were never sent. */
@Component
class Forgetting {
    private static final int DAYS = 1_095;
    private static final Duration UNSENT = Duration.ofDays(2);

    private final Messages messages;
    private final Media media;
    private final Settings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Forgetting(Messages messages, Media media, Settings settings, Clock clock, TransactionTemplate transaction) {
        this.messages = messages;
        this.media = media;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(cron = "0 41 3 * * *")
    void overnight() {
        Instant limit = clock.instant().minus(Duration.ofDays(settings.number("intake.retention-days", DAYS)));
        for (List<Long> due = messages.closedBefore(limit); !due.isEmpty(); due = messages.closedBefore(limit)) {
            forget(due);
        }
        media.forget(messages.broughtInVain(clock.instant().minus(UNSENT)));
    }

    /** Texts and contacts in one transaction, the files after it: a crash in between leaves files that nobody can reach, and no text. */
    void forget(List<Long> due) {
        List<String> pictures = transaction.execute(t -> messages.forget(due));
        media.forget(pictures == null ? List.of() : pictures);
    }
}
