package org.lianxin.channels.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Places;
import org.lianxin.channels.Readings;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads what is new in each mailbox, by UID, and only what came after it was connected. The place moves mail by mail; should the server number
 * its mails anew (another UIDVALIDITY), all since then is read again, and nothing arrives twice. Nothing is marked, moved or deleted there.
 */
@Component
class MailPolling {
    private static final Logger LOG = LoggerFactory.getLogger(MailPolling.class);
    private static final String LIST = "MAIL";
    private static final int AT_A_TIME = 100;
    private static final int REFUSED_BEFORE_IT_IS_OVER = 3;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final MailServers servers;
    private final MailArrivals arrivals;
    private final MailSettings settings;
    private final Books books;
    private final Set<Long> reading = ConcurrentHashMap.newKeySet();

    MailPolling(MailServers servers, MailArrivals arrivals, MailSettings settings, Books books) {
        this.servers = servers;
        this.arrivals = arrivals;
        this.settings = settings;
        this.books = books;
    }

    /** What is kept about the reading. */
    @Component
    record Books(Connections connections, Readings readings, Places places, Allowances allowances, Voice voice) {}

    /** The time, and words for people. */
    @Component
    record Voice(Clock clock, Pages pages) {
        String words(String key, Object... arguments) {
            return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
        }
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 7_000)
    void look() {
        if (settings.poll().isZero()) {
            return;
        }
        for (Connection connection : books.connections().open(Platform.MAIL)) {
            long account = connection.account();
            if (!reading.contains(account) && books.readings().claim(account, LEASE) && reading.add(account)) {
                Thread.ofVirtual().name("mail-" + account).start(() -> {
                    try {
                        read(connection);
                    } finally {
                        reading.remove(account);
                    }
                });
            }
        }
    }

    /** One reading, and what came of it is noted. */
    void read(Connection connection) {
        long account = connection.account();
        Voice voice = books.voice();
        try {
            Round round = round(connection);
            Instant until = round.waits();
            if (until != null) {
                books.readings().wait(account, voice.words("channels.mail.many"), until);
            } else {
                books.readings().good(account, round.more() ? Duration.ZERO : settings.poll(), round.skipped());
            }
        } catch (MessagingException failed) {
            String why = voice.words("channels.mail.unread", MailServers.words(failed));
            books.readings().bad(account, why, settings.poll(), Instant.EPOCH);
            if (MailServers.refusesPassword(failed)
                    && books.readings()
                            .of(account)
                            .filter(r -> r.failures() >= REFUSED_BEFORE_IT_IS_OVER)
                            .isPresent()) {
                books.connections().expired(connection, why);
            }
        } catch (RuntimeException trouble) {
            LOG.warn("{} could not be read", connection, trouble);
            books.readings().bad(account, voice.words("channels.mail.trouble"), settings.poll(), Instant.EPOCH);
        }
    }

    /** @param waits until when nothing more is taken, or null; more: whether there is more to read at once */
    private record Round(
            long skipped, boolean more, @Nullable Instant waits) {}

    private Round round(Connection connection) throws MessagingException {
        try (MailServers.Opened mailbox = servers.imap(connection)) {
            IMAPFolder folder = mailbox.folder();
            MailPlace place = place(connection, folder.getUIDValidity());
            List<Numbered> fresh = fresh(folder, place);
            long skipped = 0;
            List<Numbered> now = fresh.stream().limit(AT_A_TIME).toList();
            dates(folder, now);
            for (Numbered one : now) {
                Taken taken = taken(connection, mailbox, one, place);
                if (taken.full() != null) {
                    keep(connection, place.trying(0));
                    return new Round(skipped, false, taken.full());
                }
                skipped += taken.letter() ? 0 : 1;
                place = place.after(one.uid());
                keep(connection, place);
            }
            return new Round(skipped, fresh.size() > AT_A_TIME, null);
        }
    }

    private void keep(Connection connection, MailPlace place) {
        books.places().set(connection, LIST, place.text());
    }

    /** Numbers of another mailbox mean nothing, even where its server says the same UIDVALIDITY; it is read from its connection on. */
    private MailPlace place(Connection connection, long validity) {
        String box = MailServers.box(connection);
        Optional<String> kept = books.places().of(connection.account(), LIST);
        Optional<MailPlace> known = kept.flatMap(MailPlace::parse)
                .filter(p -> p.box().isEmpty() || p.box().equals(box));
        long since = known.map(MailPlace::since).orElseGet(() -> {
            Instant from = connection.connectedAt();
            return (from == null ? books.voice().clock().instant() : from).getEpochSecond();
        });
        MailPlace place = known.filter(p -> p.validity() == validity)
                .map(p -> new MailPlace(validity, p.uid(), since, p.trying(), box))
                .orElse(new MailPlace(validity, 0, since, 0, box));
        if (!kept.equals(Optional.of(place.text()))) {
            keep(connection, place);
        }
        return place;
    }

    record Numbered(long uid, IMAPMessage message) {}

    /** What has a higher number than the last; where nothing was read yet, what came since the connection. */
    private static List<Numbered> fresh(IMAPFolder folder, MailPlace place) throws MessagingException {
        Message[] found = place.uid() > 0
                ? folder.getMessagesByUID(place.uid() + 1, UIDFolder.LASTUID)
                // days by the server's own calendar: one more, and the moment is looked at later
                : folder.search(new ReceivedDateTerm(
                        ComparisonTerm.GE,
                        Date.from(Instant.ofEpochSecond(place.since()).minus(Duration.ofDays(1)))));
        List<Numbered> all = new java.util.ArrayList<>();
        for (Message one : found) {
            if (one instanceof IMAPMessage message && !message.isExpunged()) {
                long uid = folder.getUID(message);
                if (uid > place.uid()) {
                    all.add(new Numbered(uid, message));
                }
            }
        }
        return all.stream().sorted(Comparator.comparingLong(Numbered::uid)).toList();
    }

    /** @param full if no more letters are taken until then, or null; letter: whether it is one */
    record Taken(boolean letter, @Nullable Instant full) {}

    /** A mail that its server cannot hand over does not stop those after it; a line that broke does. */
    Taken taken(Connection connection, MailServers.Opened mailbox, Numbered one, MailPlace place)
            throws MessagingException {
        try {
            return take(connection, one, place);
        } catch (MessagingException failed) {
            if (!mailbox.folder().isOpen() || !mailbox.store().isConnected()) {
                throw failed;
            } else if (failed instanceof MessageRemovedException
                    || one.message().isExpunged()) {
                // somebody deleted it meanwhile
                return new Taken(true, null);
            }
            LOG.warn("mail {} of {} could not be read: {}", one.uid(), connection, MailServers.words(failed));
            arrivals.unreadable(
                    connection, named(one, place), books.voice().clock().instant());
            return new Taken(true, null);
        }
    }

    /** By what stays the same when its server numbers its mails anew. */
    private static String named(Numbered one, MailPlace place) {
        try {
            Date came = one.message().getReceivedDate();
            int size = one.message().getSize();
            if (came != null && size > 0) {
                return "<received." + came.toInstant().getEpochSecond() + "." + size + ">";
            }
        } catch (MessagingException unknown) {
            // its number has to do
        }
        return "<uid." + place.validity() + "." + one.uid() + ">";
    }

    /** When they came and how long they are, in one question. */
    private static void dates(IMAPFolder folder, List<Numbered> mails) throws MessagingException {
        FetchProfile wanted = new FetchProfile();
        wanted.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        wanted.add(FetchProfile.Item.SIZE);
        folder.fetch(mails.stream().map(Numbered::message).toArray(Message[]::new), wanted);
    }

    private Taken take(Connection connection, Numbered one, MailPlace place) throws MessagingException {
        IMAPMessage message = one.message();
        Date came = message.getReceivedDate();
        Instant at = came == null ? books.voice().clock().instant() : came.toInstant();
        if (at.getEpochSecond() < place.since()) {
            return new Taken(true, null);
        }
        message.setPeek(true);
        int most = (int) Math.min(settings.largest().toBytes(), 100L * 1024 * 1024);
        byte[] bytes;
        try (InputStream in = message.getMimeStream()) {
            bytes = in.readNBytes(most);
        } catch (IOException lost) {
            throw new MessagingException("the mail broke off", lost);
        }
        if (bytes.length == 0) {
            // so some servers say that it is no longer there
            throw new MessagingException("nothing came");
        }
        boolean within = MailBounds.within(bytes);
        if (!within || place.trying() == one.uid()) {
            LOG.warn("mail {} of {} is not taken apart", one.uid(), connection);
            String id = within ? MailLetter.id(bytes) : MailLetter.fingerprint(bytes);
            return arrivals.seen(connection, id)
                    ? new Taken(true, null)
                    : taken(connection, () -> arrivals.unreadable(connection, id, at));
        }
        keep(connection, place.trying(one.uid()));
        try {
            MailLetter letter = MailLetter.read(bytes, connection.remoteId());
            return switch (arrivals.look(connection, letter)) {
                case NOBODYS -> new Taken(false, null);
                case KNOWN -> new Taken(true, null);
                case FRESH -> taken(connection, () -> arrivals.arrive(connection, letter, bytes.length == most, at));
            };
        } catch (RuntimeException trouble) {
            // the program goes on, so it is not what the mail does to it
            keep(connection, place.trying(0));
            throw trouble;
        }
    }

    /** So many arrive and no more. */
    private Taken taken(Connection connection, Runnable arrives) {
        Optional<Instant> full = books.allowances().take(connection.account(), settings.toArrive());
        if (full.isEmpty()) {
            arrives.run();
        }
        return new Taken(true, full.orElse(null));
    }
}
