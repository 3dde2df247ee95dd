package org.lianxin.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Pages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Hands a mail to the server of {@code spring.mail.*} as plain text and says what became of it. What matters is whether the words had begun to
 * go over: before that it has certainly not been sent, after that only an answer of the server settles it.
 */
@Component
class Courier {
    private final @Nullable JavaMailSender sender;
    private final Pages.Site site;
    private final String from;
    private final Clock clock;

    /** {@code from}: the address mails come from ({@code lianxin.mail.from}); empty: lianxin@ the host of the public address. */
    Courier(
            ObjectProvider<JavaMailSender> senders,
            Pages.Site site,
            @Value("${lianxin.mail.from:}") String from,
            Clock clock) {
        this.sender = senders.getIfAvailable();
        this.site = site;
        this.from = from;
        this.clock = clock;
        if (sender instanceof JavaMailSenderImpl known) {
            // without these a silent server holds the worker for ever
            Properties properties = known.getJavaMailProperties();
            properties.putIfAbsent("mail.smtp.connectiontimeout", "10000");
            properties.putIfAbsent("mail.smtp.timeout", "20000");
            properties.putIfAbsent("mail.smtp.writetimeout", "20000");
        }
    }

    /** What became of a mail. */
    sealed interface Result {
        record Sent() implements Result {}

        record Refused(String why) implements Result {}

        /** Not sent; worth another try. */
        record NotNow(String why) implements Result {}

        record Unknown(String why) implements Result {}
    }

    /** Whether mails leave the house at all: there is a server, and this is no demo. */
    boolean ready() {
        return sender != null && !site.demo();
    }

    Result take(Mail mail) {
        if (sender == null) {
            throw new IllegalStateException("no mail server");
        }
        Tracked message;
        try {
            message = message(mail);
        } catch (AddressException bad) {
            return new Result.Refused(String.valueOf(bad.getMessage()));
        } catch (MessagingException | UnsupportedEncodingException fault) {
            return new Result.Refused(String.valueOf(fault.getMessage()));
        }
        try {
            sender.send(message);
            return new Result.Sent();
        } catch (MailSendException failed) {
            return judge(failed, message.begun);
        } catch (MailException failed) {
            return message.begun
                    ? new Result.Unknown(String.valueOf(failed.getMessage()))
                    : new Result.NotNow(String.valueOf(failed.getMessage()));
        }
    }

    private static Result judge(MailSendException failed, boolean begun) {
        Exception why = failed.getFailedMessages().values().stream().findFirst().orElse(null);
        if (why == null) {
            // the message itself did not fail: either nobody was reached, or only the farewell after it went wrong
            return begun ? new Result.Sent() : new Result.NotNow(String.valueOf(failed.getMessage()));
        }
        Answer answer = answer(why);
        if (answer.code() >= 500) {
            return new Result.Refused(answer.words());
        } else if (answer.code() >= 400 || !begun) {
            return new Result.NotNow(answer.words());
        }
        return new Result.Unknown(answer.words());
    }

    private record Answer(int code, String words) {}

    /** The worst that the server answered somewhere in the chain of reasons; code 0 and the first reason if it answered nothing. */
    private static Answer answer(Exception fault) {
        Answer worst = new Answer(0, String.valueOf(fault.getMessage()));
        for (Throwable one = fault;
                one != null;
                one = one instanceof MessagingException m && m.getNextException() != null
                        ? m.getNextException()
                        : one.getCause()) {
            int code = one instanceof SMTPAddressFailedException address
                    ? address.getReturnCode()
                    : one instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
            if (code > worst.code()) {
                worst = new Answer(code, String.valueOf(one.getMessage()));
            }
        }
        return worst;
    }

    private Tracked message(Mail mail) throws MessagingException, UnsupportedEncodingException {
        Session session =
                sender instanceof JavaMailSenderImpl known ? known.getSession() : Session.getInstance(new Properties());
        String host = URI.create(site.publicUrl()).getHost();
        Tracked message = new Tracked(session);
        message.setFrom(new InternetAddress(
                from.isBlank() ? "lianxin@" + host : from, site.name(), StandardCharsets.UTF_8.name()));
        message.setRecipient(MimeMessage.RecipientType.TO, address(mail.address()));
        message.setSubject(Notices.oneLine(mail.subject()), StandardCharsets.UTF_8.name());
        message.setText(mail.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<" + mail.id() + "@" + host + ">");
        // no out-of-office note is sent back to a program
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** Exactly one address, and nothing in it that could become a second one or a header. */
    private static InternetAddress address(String text) throws AddressException {
        if (text.chars().anyMatch(c -> c <= ' ' || c == ',' || c == ';' || c == '<' || c == '>' || c == 0x7f)) {
            throw new AddressException("not one address");
        }
        InternetAddress address = new InternetAddress(text, true);
        address.validate();
        return address;
    }

    /** Knows whether its words have begun to go over. */
    private static final class Tracked extends MimeMessage {
        private boolean begun;

        Tracked(Session session) {
            super(session);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            begun = true;
            super.writeTo(out, ignored);
        }
    }
}
