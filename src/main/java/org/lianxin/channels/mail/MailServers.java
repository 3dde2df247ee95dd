package org.lianxin.channels.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.lianxin.channels.Connection;
import org.lianxin.kernel.Hash;
import org.lianxin.web.GuardedSockets;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/**
 * Opens the two servers of a mailbox: with TLS from the first byte, at ports 143, 25 and 587 with STARTTLS that must succeed, the
 * certificate checked against the name. Only addresses that {@link GuardedSockets} lets through.
 */
@Component
class MailServers {
    private static final Set<Integer> IMAP = Set.of(143, 993);
    private static final Set<Integer> SMTP = Set.of(25, 465, 587);
    private static final Set<Integer> STARTS_PLAIN = Set.of(143, 25, 587);
    private static final int LONGEST_WORDS = 300;

    private final MailSettings settings;
    private final GuardedSockets sockets;
    private final String name;

    MailServers(MailSettings settings, GuardedSockets sockets, Pages.Site site) {
        this.settings = settings;
        this.sockets = sockets;
        this.name = Optional.ofNullable(URI.create(site.publicUrl()).getHost()).orElse("localhost");
    }

    /** A server as somebody types it: {@code host} or {@code host:port}. */
    record At(String host, int port) {
        static Optional<At> parse(String typed, int usual) {
            var parts = java.util.regex.Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))(?::([0-9]{1,5}))?")
                    .matcher(typed.strip());
            if (!parts.matches()) {
                return Optional.empty();
            }
            int port = parts.group(2) == null ? usual : Integer.parseInt(parts.group(2));
            return port < 1 || port > 65_535
                    ? Optional.empty()
                    : Optional.of(new At(parts.group(1).toLowerCase(Locale.ROOT), port));
        }
    }

    static Optional<At> imapAt(String typed) {
        return At.parse(typed, 993);
    }

    static Optional<At> smtpAt(String typed) {
        return At.parse(typed, 465);
    }

    /** A mailbox that is open for reading; nothing in it is marked or moved. */
    record Opened(Store store, IMAPFolder folder) implements AutoCloseable {
        @Override
        public void close() {
            try {
                store.close();
            } catch (MessagingException gone) {
                // it is over anyway
            }
        }
    }

    Opened imap(Connection connection) throws MessagingException {
        At at = imapAt(connection.secret("imap")).orElseThrow(() -> new MessagingException("no server"));
        Properties properties = common("imap", at, IMAP);
        properties.put("mail.imap.peek", "true");
        properties.put("mail.imap.fetchsize", "65536");
        Store store = Session.getInstance(properties).getStore("imap");
        store.connect(at.host(), at.port(), connection.secret("user"), connection.secret("password"));
        try {
            introduce(store);
            String wanted = connection.secret("folder");
            IMAPFolder folder = (IMAPFolder) store.getFolder(wanted.isEmpty() ? "INBOX" : wanted);
            folder.open(Folder.READ_ONLY);
            return new Opened(store, folder);
        } catch (MessagingException | RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /** Which mailbox it is, at whatever port: the same for the same folder of the same name at the same server. */
    static String box(Connection connection) {
        String host = imapAt(connection.secret("imap")).map(At::host).orElse("");
        return Hash.sha256(host + "\n" + connection.secret("user") + "\n" + connection.secret("folder"))
                .substring(0, 16);
    }

    /** Some servers (NetEase) open no folder to a program that has not said its name (RFC 2971). */
    private static void introduce(Store store) throws MessagingException {
        if (store instanceof IMAPStore known && known.hasCapability("ID")) {
            known.id(Map.of("name", "Lianxin"));
        }
    }

    Session smtpSession(Connection connection) throws MessagingException {
        At at = smtpAt(connection.secret("smtp")).orElseThrow(() -> new MessagingException("no server"));
        Properties properties = common("smtp", at, SMTP);
        properties.put(
                "mail.smtp.auth", Boolean.toString(!connection.secret("user").isEmpty()));
        properties.put("mail.smtp.from", connection.remoteId());
        properties.put("mail.smtp.localhost", name);
        properties.put("mail.smtp.sendpartial", "false");
        return Session.getInstance(properties);
    }

    /** Greeted and signed in; nothing is sent yet. */
    Transport smtp(Session session, Connection connection) throws MessagingException {
        At at = smtpAt(connection.secret("smtp")).orElseThrow(() -> new MessagingException("no server"));
        Transport transport = session.getTransport("smtp");
        transport.connect(at.host(), at.port(), connection.secret("user"), connection.secret("password"));
        return transport;
    }

    private Properties common(String protocol, At at, Set<Integer> usual) {
        String of = "mail." + protocol + ".";
        String longest = Long.toString(settings.timeout().toMillis());
        boolean later = STARTS_PLAIN.contains(at.port());
        Properties properties = new Properties();
        properties.put(of + "connectiontimeout", longest);
        properties.put(of + "timeout", longest);
        properties.put(of + "writetimeout", longest);
        properties.put(of + "socketFactory", sockets.at(usual));
        properties.put(of + "socketFactory.fallback", "false");
        properties.put(of + "ssl.enable", Boolean.toString(!settings.unencrypted() && !later));
        properties.put(of + "starttls.enable", Boolean.toString(!settings.unencrypted() && later));
        properties.put(of + "starttls.required", Boolean.toString(!settings.unencrypted() && later));
        properties.put(of + "ssl.checkserveridentity", "true");
        return properties;
    }

    /** Whether the server does not know the password any more; being busy is something else. */
    static boolean refusesPassword(MessagingException failed) {
        String words = String.valueOf(failed.getMessage()).toUpperCase(Locale.ROOT);
        return failed instanceof AuthenticationFailedException
                && !words.startsWith("4")
                && !words.contains("UNAVAILABLE")
                && !words.contains("LIMIT");
    }

    /** What went wrong, on one line and not too long. */
    static String words(Exception failed) {
        Throwable last = failed;
        for (Throwable cause = last.getCause(); cause != null; cause = cause.getCause()) {
            last = cause;
        }
        String said =
                MailText.oneLine(last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage());
        return said.length() > LONGEST_WORDS ? said.substring(0, LONGEST_WORDS) : said;
    }
}
