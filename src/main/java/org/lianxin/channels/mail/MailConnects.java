package org.lianxin.channels.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** A mailbox is connected by what its owner would type into a mail program. The try opens the folder and signs in to send; it sends nothing. */
@Component
class MailConnects implements Connects {
    private static final int LONGEST = 200;

    private final MailServers servers;

    MailConnects(MailServers servers) {
        this.servers = servers;
    }

    @Override
    public Platform platform() {
        return Platform.MAIL;
    }

    @Override
    public boolean pushes() {
        return false;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("address", false, 254),
                new Field("user", false, LONGEST),
                new Field("password", true, LONGEST),
                new Field("imap", false, LONGEST),
                new Field("folder", false, LONGEST),
                new Field("smtp", false, LONGEST));
    }

    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        String address = typed.getOrDefault("address", "").strip().toLowerCase(Locale.ROOT);
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Field field : fields()) {
            String value = typed.getOrDefault(field.name(), "");
            if (value.length() > field.longest() || value.chars().anyMatch(Character::isISOControl)) {
                return Outcome.invalid(field.name(), "channels.connect.mail.too-long", field.longest());
            }
            secrets.put(field.name(), field.secret() ? value : value.strip());
        }
        if (!address(address)) {
            return Outcome.invalid("address", "channels.connect.mail.address-form");
        } else if (MailServers.imapAt(secrets.getOrDefault("imap", "")).isEmpty()) {
            return Outcome.invalid("imap", "channels.connect.mail.server-form");
        } else if (MailServers.smtpAt(secrets.getOrDefault("smtp", "")).isEmpty()) {
            return Outcome.invalid("smtp", "channels.connect.mail.server-form");
        }
        if (secrets.getOrDefault("user", "").isEmpty()) {
            secrets.put("user", address);
        }
        Connection wanted = new Connection(
                account.id(), Platform.MAIL, address, address, secrets, Connection.State.OPEN, "", null, null, 0);
        return tryOut(wanted).map(said -> new Connections.Granted(address, address, secrets, null));
    }

    private static boolean address(String text) {
        try {
            return MailLetter.valid(new InternetAddress(text, true));
        } catch (AddressException none) {
            return false;
        }
    }

    @Override
    public Outcome<String> tryOut(Connection connection) {
        String found;
        try (MailServers.Opened mailbox = servers.imap(connection)) {
            found = mailbox.folder().getFullName() + ", UIDVALIDITY "
                    + mailbox.folder().getUIDValidity();
        } catch (MessagingException | RuntimeException failed) {
            return no(failed, "imap");
        }
        try (Transport transport = servers.smtp(servers.smtpSession(connection), connection)) {
            return Outcome.done(connection.remoteId() + " (" + found + ", "
                    + transport.getURLName().getHost() + ")");
        } catch (MessagingException | RuntimeException failed) {
            return no(failed, "smtp");
        }
    }

    private static <T> Outcome<T> no(Exception failed, String server) {
        return failed instanceof MessagingException said && MailServers.refusesPassword(said)
                ? Outcome.invalid("password", "channels.connect.mail.no-password", MailServers.words(failed))
                : Outcome.invalid(server, "channels.connect.mail.no-" + server, MailServers.words(failed));
    }
}
