package org.lianxin.notices;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.lianxin.kernel.Settings;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The mail worker: claims, hands over, notes what became of it. What has not gone is tried again after 1, 2, 4 … minutes, 4 hours at most,
 * for about a day; what may have gone is never sent again by itself.
 */
@Component
public class SendMails {
    /** A claim older than this belongs to a program that is gone; handing over takes a minute at most. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final int AT_A_TIME = 200;
    private static final int TRIES = 14;

    private final Mails mails;
    private final Courier courier;
    private final Outbox outbox;
    private final Settings settings;
    private final Clock clock;

    SendMails(Mails mails, Courier courier, Outbox outbox, Settings settings, Clock clock) {
        this.mails = mails;
        this.courier = courier;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 5_000)
    void tick() {
        run();
    }

    @Scheduled(cron = "0 29 4 * * *")
    void sweep() {
        outbox.sweep(Duration.ofDays(settings.number("notices.keep-days", 90)));
    }

    /** Sends what waits; returns how many mails were handed over or, where none are sent, stay in the outbox. */
    public int run() {
        mails.abandon(ABANDONED, "");
        if (!courier.ready()) {
            return mails.keep();
        }
        int sent = 0;
        for (int i = 0; i < AT_A_TIME; i++) {
            Optional<Mail> next = mails.claim();
            if (next.isEmpty()) {
                break;
            }
            sent += send(next.get()) ? 1 : 0;
        }
        return sent;
    }

    private boolean send(Mail mail) {
        return switch (courier.take(mail)) {
            case Courier.Result.Sent sent -> {
                mails.settle(mail, MailState.SENT, "");
                yield true;
            }
            case Courier.Result.Refused(String why) -> {
                mails.settle(mail, MailState.REFUSED, why);
                yield false;
            }
            case Courier.Result.Unknown(String why) -> {
                mails.settle(mail, MailState.UNKNOWN, why);
                yield false;
            }
            case Courier.Result.NotNow(String why) -> {
                if (mail.attempts() >= TRIES) {
                    mails.settle(mail, MailState.REFUSED, why);
                } else {
                    mails.later(
                            mail,
                            clock.instant().plus(Duration.ofMinutes(Math.min(240, 1L << (mail.attempts() - 1)))),
                            why);
                }
                yield false;
            }
        };
    }
}
