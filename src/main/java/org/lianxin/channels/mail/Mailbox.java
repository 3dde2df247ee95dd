package org.lianxin.channels.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.AnswersOnly;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Withdraws;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.language.Formatting;
import org.lianxin.media.Media;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/**
 * The connector of mailboxes: the reviewed answer goes to whoever wrote, in the same conversation. Its name follows from the delivery, so that
 * a mail whose confirmation was lost is found by the copy that the mailbox gets; a copy that is not there proves nothing.
 */
@Component
class Mailbox implements AnswersOnly, Withdraws, ReadsBack {
    private static final int LONGEST = 20_000;
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final MailPost post;
    private final MailCopies copies;
    private final MailIds ids;
    private final Desk desk;
    private final MailPolling.Voice voice;

    Mailbox(MailPost post, MailCopies copies, MailIds ids, Desk desk, MailPolling.Voice voice) {
        this.post = post;
        this.copies = copies;
        this.ids = ids;
        this.desk = desk;
        this.voice = voice;
    }

    /** What lies on the desk of whoever answers. */
    @Component
    record Desk(
            Connections connections, Arrivals arrivals, Allowances allowances, MailSettings settings, Paper paper) {}

    /** Words and pictures. */
    @Component
    record Paper(Formatting formatting, Media media) {}

    @Override
    public Platform platform() {
        return Platform.MAIL;
    }

    @Override
    public Limits limits() {
        return new Limits(0, 0, false, false, false);
    }

    @Override
    public Fitted fit(Manuscript m) {
        String text = desk.paper().formatting().plain(m.text());
        String whole = text + "\n\n-- \n" + voice.words("channels.mail.footer", m.unitName(), m.reference());
        Sheet sheet = new Sheet(
                m.kind(),
                "",
                "",
                whole,
                "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                m.media());
        int length = whole.codePointCount(0, whole.length());
        String problem = !m.kind().equals("reply")
                ? "channels.mail.only-answers"
                : text.isBlank() ? "channels.mail.no-text" : length > LONGEST ? "channels.mail.too-long" : null;
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), problem);
    }

    @Override
    public Attempt publish(Parcel parcel) {
        Optional<Arrival.Origin> origin = desk.arrivals().origin(parcel.reference());
        Optional<Connection> connection =
                desk.connections().of(parcel.account()).filter(c -> c.state() != Connection.State.ENDED);
        if (parcel.kind() != Parcel.Kind.REPLY) {
            return new Attempt.Refused(voice.words("channels.mail.only-answers"));
        } else if (origin.isEmpty()) {
            return new Attempt.ByHand(voice.words("channels.mail.no-origin"));
        } else if (connection.isEmpty()) {
            return new Attempt.ByHand(voice.words("channels.mail.not-connected"));
        }
        String to = origin.get().author().id();
        Instant again = voice.clock().instant().plus(AGAIN);
        if (to.isEmpty() || to.equalsIgnoreCase(connection.get().remoteId())) {
            return new Attempt.ByHand(voice.words("channels.mail.no-address"));
        } else if (connection.get().state() == Connection.State.EXPIRED) {
            return new Attempt.Waits(voice.words("channels.mail.expired"), again);
        }
        Optional<Instant> usedUp =
                desk.allowances().take(parcel.account(), desk.settings().toSend());
        return usedUp.<Attempt>map(until -> new Attempt.Waits(voice.words("channels.mail.used-up"), until))
                .orElseGet(() -> send(parcel, origin.get(), connection.get(), again));
    }

    private Attempt send(Parcel parcel, Arrival.Origin origin, Connection connection, Instant again) {
        Sheet sheet = Sheet.read(parcel.bytes());
        List<MimeBodyPart> pictures;
        try {
            pictures = pictures(sheet);
        } catch (IOException | MessagingException gone) {
            return new Attempt.NotSent(voice.words("channels.mail.no-picture"), 60);
        }
        MailPost.Result result = post.send(
                connection,
                origin.author().id(),
                ids.of(parcel),
                message -> write(message, parcel, origin, connection, sheet, pictures));
        if (result.refused()) {
            desk.connections().expired(connection, voice.words("channels.mail.expired"));
            return new Attempt.Waits(voice.words("channels.mail.expired"), again);
        }
        return result.attempt();
    }

    private void write(
            MimeMessage message,
            Parcel parcel,
            Arrival.Origin origin,
            Connection connection,
            Sheet sheet,
            List<MimeBodyPart> pictures)
            throws MessagingException {
        String utf8 = StandardCharsets.UTF_8.name();
        try {
            message.setFrom(new InternetAddress(connection.remoteId(), MailText.oneLine(sheet.unitName(), 80), utf8));
        } catch (java.io.UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        String asked = MailText.oneLine(origin.author().subject(), 200)
                .replaceFirst("(?i)^(?:(?:" + voice.words("channels.mail.prefixes") + ")\\s*[:\uff1a]\\s*)+", "");
        message.setSubject(
                asked.isEmpty() ? voice.words("channels.mail.subject", parcel.reference()) : "Re: " + asked, utf8);
        message.setSentDate(Date.from(parcel.at()));
        Optional<String> answered = MailIds.local(origin.remoteId());
        if (answered.isPresent()) {
            message.setHeader("In-Reply-To", answered.get());
            message.setHeader(
                    "References",
                    String.join(
                            "\r\n ",
                            Stream.of(origin.thread(), origin.parent(), origin.remoteId())
                                    .flatMap(one -> MailIds.local(one).stream())
                                    .distinct()
                                    .toList()));
        }
        // no out-of-office note is wanted in return
        message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
        if (pictures.isEmpty()) {
            message.setText(sheet.plain(), utf8);
            return;
        }
        MimeBodyPart words = new MimeBodyPart();
        words.setText(sheet.plain(), utf8);
        MimeMultipart whole = new MimeMultipart(words);
        for (MimeBodyPart picture : pictures) {
            whole.addBodyPart(picture);
        }
        message.setContent(whole);
    }

    private List<MimeBodyPart> pictures(Sheet sheet) throws IOException, MessagingException {
        List<MimeBodyPart> parts = new ArrayList<>();
        for (Manuscript.Picture picture : sheet.media()) {
            var kept = desk.paper().media().kept(picture.hash(), "medium").orElseThrow(() -> new IOException("gone"));
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(Files.readAllBytes(kept.file()), kept.mediaType())));
            part.setFileName((parts.size() + 1) + "." + kept.mediaType().replaceFirst(".*/", ""));
            part.setDescription(MailText.oneLine(picture.alternative(), 200), StandardCharsets.UTF_8.name());
            parts.add(part);
        }
        return parts;
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        return new Attempt.ByHand(voice.words("channels.mail.stays-sent"));
    }

    @Override
    public Reading read(Parcel parcel) {
        return desk.connections()
                .open(parcel.account())
                .map(connection -> copies.find(connection, ids.of(parcel)))
                .orElseGet(() -> new Reading.Unreadable(voice.words("channels.mail.not-connected")));
    }
}
