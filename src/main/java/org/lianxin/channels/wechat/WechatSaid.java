package org.lianxin.channels.wechat;

import java.util.regex.Pattern;

/** The words of a message. What is no text is named; of a place and a link stands there what the push carries, as text and bounded. */
final class WechatSaid {
    private static final int MOST_TITLE = 200;
    private static final int MOST_DESCRIPTION = 500;
    private static final int MOST_ADDRESS = 1_000;

    /** Of the web, without spaces and without what cannot be seen. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)https?://[\\p{L}\\p{N}][\\p{Graph}\\p{L}\\p{N}&&[^<>\"\\\\]]*");

    private WechatSaid() {}

    static String in(WechatLetter letter, WechatDesk desk) {
        String type = letter.text("MsgType");
        return switch (type) {
            case "text" -> letter.text("Content");
            case "location" -> place(letter, desk);
            case "link" -> link(letter, desk);
            default -> desk.words("channels.wechat.sent." + type);
        };
    }

    private static String place(WechatLetter letter, WechatDesk desk) {
        String label = line(letter.text("Label"), MOST_TITLE);
        String north = degrees(letter.text("Location_X"));
        String east = degrees(letter.text("Location_Y"));
        if (north.isEmpty() || east.isEmpty()) {
            return label.isEmpty()
                    ? desk.words("channels.wechat.sent.location")
                    : desk.words("channels.wechat.sent.location-named", label);
        }
        return label.isEmpty()
                ? desk.words("channels.wechat.sent.location-at", north, east)
                : desk.words("channels.wechat.sent.location-whole", label, north, east);
    }

    private static String link(WechatLetter letter, WechatDesk desk) {
        String title = line(letter.text("Title"), MOST_TITLE);
        String description = line(letter.text("Description"), MOST_DESCRIPTION);
        String address = address(letter.text("Url"));
        if (title.isEmpty() && address.isEmpty()) {
            return desk.words("channels.wechat.sent.link");
        }
        StringBuilder said = new StringBuilder(
                title.isEmpty()
                        ? desk.words("channels.wechat.sent.link-alone")
                        : desk.words("channels.wechat.sent.link-named", title));
        if (!description.isEmpty() && !description.equals(title)) {
            said.append('\n').append(description);
        }
        return address.isEmpty()
                ? said.toString()
                : said.append('\n').append(address).toString();
    }

    /** In one line, without what cannot be seen or turns the direction of what follows. */
    private static String line(String text, int most) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.codePointCount(0, plain.length()) <= most
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, most - 1)) + "\u2026";
    }

    private static String degrees(String text) {
        return text.matches("-?[0-9]{1,3}(?:\\.[0-9]{1,20})?") ? text.replaceFirst("(\\.[0-9]{6})[0-9]+$", "$1") : "";
    }

    /** Whole or not at all: half an address leads elsewhere. */
    private static String address(String text) {
        return text.length() <= MOST_ADDRESS && ADDRESS.matcher(text).matches() ? text : "";
    }
}
