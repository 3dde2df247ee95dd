package org.lianxin.notices;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lianxin.identity.Profile;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Waiting;
import org.springframework.stereotype.Component;

/**
 * The words of mails to staff: plain text that reads from top to bottom, marks as characters, each address in full. Never a citizen's name or
 * number, and nothing that can be decided without signing in: of an item only its kind, title and time.
 */
@Component
class Letter {
    private static final int MOST = 40;
    private static final Comparator<Waiting.Item> BY_DEADLINE = Comparator.comparing(
                    Waiting.Item::due, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Waiting.Item::since)
            .thenComparing(Waiting.Item::id);

    private final Pages pages;
    private final Pages.Site site;
    private final Clock clock;

    Letter(Pages pages, Pages.Site site, Clock clock) {
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    record Text(String subject, String body) {}

    /** What waits for somebody and has not been told yet; at least one item. */
    Text digest(Profile to, List<Waiting.Item> items) {
        Page page = pages.of(to.locale());
        List<Waiting.Item> sorted = items.stream().sorted(BY_DEADLINE).toList();
        long today = sorted.stream().filter(this::isToday).count();
        StringBuilder text = opening(page);
        text.append(page.t.of("notices.digest.count", sorted.size()));
        if (today > 0) {
            text.append(page.t.of("notices.digest.today-count", today));
        }
        Instant first = sorted.getFirst().due();
        if (first != null) {
            text.append(page.t.of("notices.digest.next", page.when(first)));
        }
        text.append('\n')
                .append(page.t.of("notices.digest.written", page.when(clock.instant())))
                .append("\n");
        boolean inToday = false;
        boolean inLater = false;
        for (Waiting.Item item : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            if (isToday(item) && !inToday) {
                text.append('\n').append(page.t.of("notices.digest.today")).append('\n');
                inToday = true;
            } else if (!isToday(item) && !inLater) {
                text.append('\n').append(page.t.of("notices.digest.later")).append('\n');
                inLater = true;
            }
            text.append('\n').append(paragraph(page, item));
        }
        if (sorted.size() > MOST) {
            text.append('\n')
                    .append(page.t.of("notices.digest.more", sorted.size() - MOST))
                    .append('\n');
        }
        text.append('\n')
                .append(page.t.of("notices.digest.go"))
                .append('\n')
                .append(site.publicUrl())
                .append("/console\n");
        String subject = today > 0
                ? page.t.of("notices.digest.subject-today", sorted.size(), today)
                : page.t.of("notices.digest.subject", sorted.size());
        return closed(page, text, subject, true);
    }

    /** A way in, for somebody who has none yet or forgot the password. */
    Text entry(Profile to, String path, Instant until) {
        Page page = pages.of(to.locale());
        StringBuilder text = opening(page)
                .append(page.t.of("notices.entry.text", to.name(), to.login(), page.when(until)))
                .append("\n\n")
                .append(site.publicUrl())
                .append(path)
                .append("\n");
        return closed(page, text, page.t.of("notices.entry.subject"), false);
    }

    /** Somebody failed too often to sign in under this name. */
    Text shut(Profile to, Instant until) {
        Page page = pages.of(to.locale());
        StringBuilder text = opening(page)
                .append(page.t.of("notices.shut.text", to.login(), page.when(until)))
                .append("\n");
        return closed(page, text, page.t.of("notices.shut.subject"), false);
    }

    private static StringBuilder opening(Page page) {
        return new StringBuilder("○—● ").append(page.t.of("frame.product")).append("\n\n");
    }

    private Text closed(Page page, StringBuilder text, String subject, boolean decides) {
        String host = URI.create(site.publicUrl()).getAuthority();
        text.append("\n--\n");
        if (decides) {
            text.append(page.t.of("notices.digest.foot")).append('\n');
        }
        text.append(page.t.of("notices.never", host)).append('\n');
        return new Text(Notices.oneLine(subject), text.toString());
    }

    private String paragraph(Page page, Waiting.Item item) {
        String due = item.due() == null ? "" : page.t.of("notices.digest.by", page.when(item.due()));
        return mark(item.mark()) + " " + page.t.of(item.kind()) + due + "\n" + Notices.oneLine(item.title()) + "\n"
                + site.publicUrl() + item.href() + "\n";
    }

    private boolean isToday(Waiting.Item item) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        return item.due() != null
                && !item.due().atZone(clock.getZone()).toLocalDate().isAfter(today);
    }

    /** The marks of the pages, as characters. */
    static String mark(String is) {
        return switch (is.toLowerCase(Locale.ROOT)) {
            case "mine" -> "◎";
            case "busy" -> "◐";
            case "done" -> "●";
            case "closed" -> "▬";
            case "care" -> "▲";
            case "back" -> "□";
            case "unknown" -> "◌";
            case "refused" -> "✕";
            case "alarm" -> "◆";
            default -> "○";
        };
    }
}
