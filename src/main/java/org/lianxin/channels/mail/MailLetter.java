package org.lianxin.channels.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;

/**
 * A mail, read out of its bytes. Whatever they are, this is what can be made of them: nothing in a mail stops the reading of the next.
 *
 * @param id its Message-ID with the brackets, or a fingerprint {@code sha256:…} where it has none that is one
 * @param references of the conversation it is in, the first first; empty if it begins one
 * @param reply address that an answer goes to, or empty
 * @param name of whoever wrote
 * @param automatic whether a program wrote it: never a case and never answered
 */
record MailLetter(
        String id,
        List<String> references,
        String reply,
        String name,
        String subject,
        boolean automatic,
        MailParts parts) {
    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,400}>");
    private static final Pattern NOBODY = Pattern.compile(
            "(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|majordomo|listserv)(?:[+._-].*)?@.*");
    private static final List<String> LISTS = List.of("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List");
    private static final List<String> MACHINES =
            List.of("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Failed-Recipients", "X-Loop");
    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s@]{1,64}@[^<>\\s@]{1,190})>");
    private static final int MOST_REFERENCES = 20;

    /** {@code own}: the mailbox's address, from which nothing is a question. */
    static MailLetter read(byte[] bytes, String own) {
        MimeMessage message;
        try {
            message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (MessagingException unreadable) {
            return new MailLetter(fingerprint(bytes), List.of(), "", "", "", false, MailParts.none());
        }
        Optional<InternetAddress> from = address(message, "From", own, false);
        String reply = address(message, "Reply-To", own, true)
                .or(() -> from)
                .map(InternetAddress::getAddress)
                .orElse("");
        return new MailLetter(
                ids(first(message, "Message-ID")).findFirst().orElseGet(() -> fingerprint(bytes)),
                Stream.concat(ids(first(message, "References")), ids(first(message, "In-Reply-To")))
                        .distinct()
                        .limit(MOST_REFERENCES)
                        .toList(),
                reply,
                from.map(f -> MailText.header(f.getPersonal() == null ? f.getAddress() : f.getPersonal()))
                        .orElse(""),
                MailText.oneLine(MailText.header(first(message, "Subject")), 200),
                automatic(message, from.map(InternetAddress::getAddress).orElse(""), own),
                MailParts.of(message));
    }

    /** By its headers alone; nothing is taken apart. */
    static String id(byte[] bytes) {
        try {
            String[] values = new InternetHeaders(new ByteArrayInputStream(bytes)).getHeader("Message-ID");
            return Stream.ofNullable(values)
                    .flatMap(Stream::of)
                    .limit(1)
                    .flatMap(MailLetter::ids)
                    .findFirst()
                    .orElseGet(() -> fingerprint(bytes));
        } catch (MessagingException unreadable) {
            return fingerprint(bytes);
        }
    }

    static String fingerprint(byte[] bytes) {
        return "sha256:" + Hash.sha256(bytes);
    }

    private static String first(MimeMessage message, String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null || values.length == 0 || values[0] == null ? "" : values[0];
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    private static Stream<String> ids(String header) {
        String joined = header.length() > 20_000 ? header.substring(0, 20_000) : header;
        return ID.matcher(joined).results().map(MatchResult::group);
    }

    /** The first that can be written to; {@code other}: no address of ours counts. */
    private static Optional<InternetAddress> address(MimeMessage message, String header, String own, boolean other) {
        String value = first(message, header);
        return Stream.concat(parsed(value), bracketed(value))
                .filter(a -> valid(a) && !(other && same(a.getAddress(), own)))
                .findFirst();
    }

    private static Stream<InternetAddress> parsed(String value) {
        try {
            return Stream.of(InternetAddress.parseHeader(value, false));
        } catch (AddressException unreadable) {
            return Stream.empty();
        }
    }

    /** Many write a name beside the brackets that no rule allows. */
    private static Stream<InternetAddress> bracketed(String value) {
        return BRACKETED.matcher(value).results().map(found -> {
            InternetAddress address = new InternetAddress();
            address.setAddress(found.group(1));
            return address;
        });
    }

    /** One plain address, with nothing in it that could become a second one, a header or a command. */
    static boolean valid(@Nullable Address address) {
        if (!(address instanceof InternetAddress one) || one.getAddress() == null || one.isGroup()) {
            return false;
        }
        String text = one.getAddress();
        return text.length() <= 254
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>()[],;:\\\"".indexOf(c) < 0)
                && text.indexOf('@') > 0
                && text.indexOf('@') == text.lastIndexOf('@')
                && text.indexOf('@') < text.length() - 1;
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    private static boolean automatic(MimeMessage message, String from, String own) {
        String submitted = first(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        String precedence = first(message, "Precedence").strip().toLowerCase(Locale.ROOT);
        return (!submitted.isEmpty() && !submitted.startsWith("no"))
                || List.of("bulk", "junk", "list", "auto_reply").contains(precedence)
                || first(message, "Return-Path").strip().equals("<>")
                || first(message, "Content-Type")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("multipart/report")
                || Stream.concat(LISTS.stream(), MACHINES.stream())
                        .anyMatch(name -> !first(message, name).isEmpty())
                || same(from, own)
                || NOBODY.matcher(from.toLowerCase(Locale.ROOT)).matches();
    }

    /** The conversation, by the mail it began with. */
    String thread() {
        return references.isEmpty() ? id : references.getFirst();
    }

    String parent() {
        return references.isEmpty() ? "" : references.getLast();
    }
}
