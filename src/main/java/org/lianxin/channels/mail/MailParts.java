package org.lianxin.channels.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lianxin.language.HtmlWords;

/**
 * What a mail holds: its words, its pictures, the names of the rest. Bounded in depth, number and size of its parts; a part that cannot be
 * read is left out, or named.
 *
 * @param text plain; of HTML only the words
 * @param pictures as they came, at most nine
 * @param whole whether all of it could be read
 * @param others names of what was attached and is not brought along
 */
record MailParts(String text, List<byte[]> pictures, List<String> others, boolean whole) {
    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 100;
    private static final int MOST_TEXT = 256 * 1024;
    private static final int MOST_PICTURE = 10 * 1024 * 1024;
    private static final int MOST_PICTURES = 9;
    private static final int MOST_NAMES = 20;

    static MailParts none() {
        return new MailParts("", List.of(), List.of(), false);
    }

    static MailParts of(MimeMessage message) {
        Walk walk = new Walk();
        try {
            walk.part(message, 0);
        } catch (MessagingException | IOException | RuntimeException broken) {
            // what was read before it broke is what there is
            walk.broken = true;
        }
        return new MailParts(
                String.join("\n\n", walk.texts).strip(),
                List.copyOf(walk.pictures),
                List.copyOf(walk.others),
                !walk.broken);
    }

    private static final class Walk {
        private final List<String> texts = new ArrayList<>();
        private final List<byte[]> pictures = new ArrayList<>();
        private final List<String> others = new ArrayList<>();
        private int parts;
        private int characters;
        private boolean broken;

        void part(Part part, int depth) throws MessagingException, IOException {
            if (++parts > MOST_PARTS) {
                broken = true;
                return;
            }
            String type = type(part);
            if (type.startsWith("multipart/")) {
                if (depth < DEEPEST && part.getContent() instanceof MimeMultipart several) {
                    several(several, type, depth);
                }
            } else if (type.startsWith("image/") && pictures.size() < MOST_PICTURES) {
                byte[] bytes = bytes(part, MOST_PICTURE);
                if (bytes.length < MOST_PICTURE) {
                    pictures.add(bytes);
                } else {
                    named(part, type);
                }
            } else if (!attached(part) && (type.equals("text/plain") || type.equals("text/html"))) {
                text(part, type);
            } else {
                named(part, type);
            }
        }

        private void several(MimeMultipart several, String type, int depth) throws MessagingException, IOException {
            int count = Math.min(several.getCount(), MOST_PARTS);
            if (!type.equals("multipart/alternative")) {
                for (int i = 0; i < count; i++) {
                    part(several.getBodyPart(i), depth + 1);
                }
                return;
            }
            // the same several times: the plainest that says something
            for (String wanted : new String[] {"text/plain", "", "text/html"}) {
                for (int i = 0; i < count; i++) {
                    BodyPart one = several.getBodyPart(i);
                    String is = type(one);
                    if (wanted.isEmpty() ? is.startsWith("multipart/") : is.equals(wanted)) {
                        int before = characters;
                        part(one, depth + 1);
                        if (characters > before) {
                            return;
                        }
                    }
                }
            }
        }

        private void text(Part part, String type) throws MessagingException {
            String words = MailText.of(bytes(part, MOST_TEXT), header(part, "Content-Type"));
            String text = (type.equals("text/html") ? HtmlWords.of(words) : words)
                    .replace("\r\n", "\n")
                    .strip();
            if (!text.isEmpty() && characters < MOST_TEXT) {
                texts.add(text);
                characters += text.length();
            }
        }

        private void named(Part part, String type) {
            if (others.size() < MOST_NAMES) {
                String name = name(part);
                others.add(name.isEmpty() ? type : name);
            }
        }

        private static boolean attached(Part part) throws MessagingException {
            return header(part, "Content-Disposition")
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .startsWith("attachment");
        }

        private static String name(Part part) {
            try {
                return MailText.oneLine(MailText.header(part.getFileName()), 100);
            } catch (MessagingException unreadable) {
                return "";
            }
        }

        private static String type(Part part) {
            try {
                ContentType type = new ContentType(header(part, "Content-Type").replaceFirst("^$", "text/plain"));
                return type.getBaseType().toLowerCase(Locale.ROOT);
            } catch (MessagingException unreadable) {
                return "application/octet-stream";
            }
        }

        private static String header(Part part, String name) throws MessagingException {
            String[] values = part.getHeader(name);
            return values == null || values.length == 0 || values[0] == null ? "" : values[0];
        }

        /** Decoded as far as it can be; a wrong encoding leaves what is there. */
        private static byte[] bytes(Part part, int most) throws MessagingException {
            try (InputStream in = part.getInputStream()) {
                return in.readNBytes(most);
            } catch (IOException | MessagingException wrong) {
                return raw(part, most);
            }
        }

        private static byte[] raw(Part part, int most) throws MessagingException {
            try (InputStream in = part instanceof MimeBodyPart body
                    ? body.getRawInputStream()
                    : part instanceof MimeMessage message
                            ? message.getRawInputStream()
                            : InputStream.nullInputStream()) {
                return in.readNBytes(most);
            } catch (IOException unreadable) {
                return new byte[0];
            }
        }
    }
}
