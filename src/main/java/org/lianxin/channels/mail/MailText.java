package org.lianxin.channels.mail;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words out of mails as they really come: wrong charsets, none at all, headers with raw bytes. Never throws. */
final class MailText {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private MailText() {}

    /** No line break, no other control character: fit for a header and for a line on a page. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{javaWhitespace}\\x{2028}\\x{2029}]+", " ")
                .strip();
    }

    static String oneLine(String text, int longest) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) > longest
                ? line.substring(0, line.offsetByCodePoints(0, longest))
                : line;
    }

    /** In the charset that is said if there is one that fits, otherwise in the one that it can be: UTF-8, then the Chinese one. */
    static String of(byte[] bytes, String contentType) {
        Charset said = charset(contentType);
        if (said != null && !said.equals(StandardCharsets.US_ASCII) && !said.equals(StandardCharsets.UTF_8)) {
            return new String(bytes, said);
        }
        String strict = strictly(bytes, StandardCharsets.UTF_8);
        return strict != null ? strict : new String(bytes, GB18030);
    }

    private static @Nullable Charset charset(String contentType) {
        try {
            String name = new ContentType(contentType).getParameter("charset");
            if (name == null) {
                return null;
            }
            String known = name.strip().toLowerCase(Locale.ROOT);
            // what calls itself by the small old ones is mostly written in the large new one, which has them in it
            return known.equals("gb2312") || known.equals("gbk") || known.equals("x-gbk") || known.equals("cp936")
                    ? GB18030
                    : Charset.forName(MimeUtility.javaCharset(known));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    /** A header's words: encoded ones decoded, raw bytes in what they can be. */
    static String header(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        String whole = raw.chars().anyMatch(c -> c > 0x7f) && raw.chars().allMatch(c -> c <= 0xff)
                ? of(raw.getBytes(StandardCharsets.ISO_8859_1), "text/plain")
                : raw;
        try {
            return oneLine(MimeUtility.decodeText(MimeUtility.unfold(whole)));
        } catch (UnsupportedEncodingException unknown) {
            return oneLine(whole);
        }
    }
}
