package org.lianxin.channels.mail;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.channels.Connection;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.springframework.stereotype.Component;

/** Makes of a mail what arrives: once, privately, with its pictures encoded anew and the names of what stays in the mailbox. */
@Component
class MailArrivals {
    private final Arrivals arrivals;
    private final Media media;
    private final MailIds ids;
    private final MailPolling.Voice voice;

    MailArrivals(Arrivals arrivals, Media media, MailIds ids, MailPolling.Voice voice) {
        this.arrivals = arrivals;
        this.media = media;
        this.ids = ids;
        this.voice = voice;
    }

    /** What a mail is to us. */
    enum Found {
        /** Written by a program, or by us. */
        NOBODYS,
        KNOWN,
        FRESH
    }

    Found look(Connection connection, MailLetter letter) {
        if (letter.automatic() || ids.ours(letter.id())) {
            return Found.NOBODYS;
        }
        return seen(connection, letter.id()) ? Found.KNOWN : Found.FRESH;
    }

    /** Whether it is here already, or ours. */
    boolean seen(Connection connection, String id) {
        return ids.ours(id) || arrivals.known(connection.account(), MailIds.remote(id));
    }

    /** @param cut whether the mail is longer than what was read */
    void arrive(Connection connection, MailLetter letter, boolean cut, Instant at) {
        List<String> stays = new ArrayList<>(letter.parts().others());
        List<String> pictures = pictures(letter.parts().pictures(), stays);
        arrivals.arrive(new Arrival(
                connection.account(),
                MailIds.remote(letter.id()),
                MailIds.remote(letter.thread()),
                letter.parent().isEmpty() ? "" : MailIds.remote(letter.parent()),
                Arrival.Way.PRIVATE,
                text(letter, stays, cut),
                "",
                new Arrival.Author(letter.reply(), letter.name(), letter.subject()),
                at,
                pictures));
    }

    /** One that nobody can read here: somebody has to look into the mailbox. */
    void unreadable(Connection connection, String id, Instant at) {
        arrivals.arrive(new Arrival(
                connection.account(),
                MailIds.remote(id),
                MailIds.remote(id),
                "",
                Arrival.Way.PRIVATE,
                voice.words("channels.mail.unreadable-letter"),
                "",
                new Arrival.Author("", ""),
                at,
                List.of()));
    }

    private List<String> pictures(List<byte[]> brought, List<String> stays) {
        List<String> kept = new ArrayList<>();
        for (byte[] picture : brought) {
            if (media.picture(new ByteArrayInputStream(picture), null) instanceof Outcome.Done<Stored>(Stored stored)) {
                kept.add(stored.hash());
            } else {
                stays.add(voice.words("channels.mail.picture"));
            }
        }
        return kept.stream().distinct().toList();
    }

    private String text(MailLetter letter, List<String> stays, boolean cut) {
        List<String> lines = new ArrayList<>();
        boolean answers = letter.references().stream().anyMatch(ids::ours);
        if (!letter.subject().isEmpty() && !answers) {
            lines.add(letter.subject());
        }
        String words =
                answers ? withoutOurs(letter.parts().text()) : letter.parts().text();
        if (!words.isEmpty()) {
            lines.add(words);
        }
        if (lines.isEmpty()) {
            lines.add(voice.words("channels.mail.no-words"));
        }
        if (!stays.isEmpty()) {
            lines.add(voice.words("channels.mail.stays", String.join(voice.words("channels.mail.and"), stays)));
        }
        if (!letter.parts().whole()) {
            lines.add(voice.words("channels.mail.broken"));
        }
        if (cut) {
            lines.add(voice.words("channels.mail.cut"));
        }
        return String.join("\n", lines);
    }

    /** Of an answer to us: without the lines that quote us, unless nothing is left then. */
    private static String withoutOurs(String text) {
        String own = text.lines()
                .filter(line -> !line.startsWith(">"))
                .collect(java.util.stream.Collectors.joining("\n"))
                .strip();
        return own.isEmpty() ? text : own;
    }
}
