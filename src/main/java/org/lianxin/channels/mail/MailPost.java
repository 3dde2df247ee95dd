package org.lianxin.channels.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.lianxin.channels.Connection;
import org.lianxin.delivery.Attempt;
import org.springframework.stereotype.Component;

/**
 * Hands one mail to the server for sending. What matters is whether its words had begun to go over: before that it has certainly not been
 * sent, after that only an answer of the server settles it.
 */
@Component
class MailPost {
    private static final long LATER = 60;

    private final MailServers servers;
    private final MailSettings settings;
    private final MailPolling.Voice voice;

    MailPost(MailServers servers, MailSettings settings, MailPolling.Voice voice) {
        this.servers = servers;
        this.settings = settings;
        this.voice = voice;
    }

    /** Writes what is to be sent. */
    interface Writing {
        void write(MimeMessage message) throws MessagingException;
    }

    /** @param refused whether it was the password */
    record Result(Attempt attempt, boolean refused) {}

    Result send(Connection connection, String to, String id, Writing writing) {
        Tracked message = null;
        try {
            Session session = servers.smtpSession(connection);
            message = new Tracked(session, id);
            InternetAddress own = new InternetAddress(connection.remoteId());
            InternetAddress citizen = new InternetAddress(to, true);
            message.setFrom(own);
            message.setRecipient(Message.RecipientType.TO, citizen);
            writing.write(message);
            message.saveChanges();
            Transport transport = servers.smtp(session, connection);
            try {
                transport.sendMessage(
                        message, settings.copy() ? new Address[] {citizen, own} : new Address[] {citizen});
            } finally {
                farewell(transport);
            }
            return new Result(new Attempt.Confirmed(MailIds.remote(id), ""), false);
        } catch (MessagingException | RuntimeException failed) {
            boolean password = failed instanceof MessagingException said && MailServers.refusesPassword(said);
            return new Result(judge(failed, message != null && message.begun), password);
        }
    }

    /** What goes wrong at saying goodbye changes nothing. */
    private static void farewell(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            // what the server answered before counts
        }
    }

    private Attempt judge(Exception failed, boolean begun) {
        int code = code(failed);
        String words = MailServers.words(failed);
        if (code >= 500) {
            return new Attempt.Refused(voice.words("channels.mail.refused", words));
        } else if (code >= 400) {
            return new Attempt.NotSent(voice.words("channels.mail.not-now", words), LATER);
        }
        return begun
                ? new Attempt.Unknown(voice.words("channels.mail.lost", words))
                : new Attempt.NotSent(voice.words("channels.mail.not-reached", words), 0);
    }

    /** The worst that the server answered somewhere in the chain of reasons; 0 if it answered nothing. */
    private static int code(Exception fault) {
        int worst = 0;
        for (Throwable one = fault;
                one != null;
                one = one instanceof MessagingException m && m.getNextException() != null
                        ? m.getNextException()
                        : one.getCause()) {
            worst = Math.max(
                    worst,
                    one instanceof SMTPAddressFailedException address
                            ? address.getReturnCode()
                            : one instanceof SMTPSendFailedException send ? send.getReturnCode() : 0);
        }
        return worst;
    }

    /** Has the name it is given, and knows whether its words have begun to go over. */
    private static final class Tracked extends MimeMessage {
        private final String id;
        private boolean begun;

        Tracked(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            begun = true;
            super.writeTo(out, ignored);
        }
    }
}
