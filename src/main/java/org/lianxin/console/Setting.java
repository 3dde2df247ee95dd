package org.lianxin.console;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that the office or an administrator may set. Whoever reads it supplies the default, which is also the {@code usual} value shown
 * here; an empty field means the default.
 *
 * @param key as in {@code kernel.Settings}
 * @param ofOffice true: the office sets it, for the public sees it or deadlines follow from it; false: an administrator
 * @param usual the value that holds where nothing is set, or empty
 * @param form what it must look like; its refusal is {@code console.settings.form.<name of the form>}
 */
public record Setting(String key, boolean ofOffice, String usual, Form form) {

    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d");

    /** The forms of values. */
    public enum Form {
        /** A name or a line of text, at most 100 characters, no control characters. */
        LINE,
        /** A few sentences, at most 500 characters. */
        TEXT,
        PHONE,
        /** One to three spans of one day, each after the one before: {@code 08:30-12:00,13:30-17:30}. */
        OFFICE_HOURS,
        /** One span that may run over midnight: {@code 22:00-07:00}. */
        SPAN,
        /** Minutes, 5 to 480. */
        MINUTES,
        /** Hours, 1 to 72. */
        HOURS_LONG;

        public boolean takes(String text) {
            return switch (this) {
                case LINE -> text.length() <= 100 && isPlain(text);
                case TEXT -> text.length() <= 500 && isPlain(text.replace("\n", ""));
                case PHONE -> text.matches("[0-9+() -]{3,30}");
                case OFFICE_HOURS -> areOfficeHours(text);
                case SPAN ->
                    HOURS.matcher(text).matches() && !text.substring(0, 5).equals(text.substring(6));
                case MINUTES -> isBetween(text, 5, 480);
                case HOURS_LONG -> isBetween(text, 1, 72);
            };
        }
    }

    /** All that may be set here, in the order of the form. */
    public static final List<Setting> ALL = List.of(
            new Setting("site.name", true, "", Form.LINE),
            new Setting("site.name.en", true, "", Form.LINE),
            new Setting("site.about", true, "", Form.TEXT),
            new Setting("site.about.en", true, "", Form.TEXT),
            new Setting("site.host", true, "", Form.LINE),
            new Setting("site.host.en", true, "", Form.LINE),
            new Setting("site.operator", true, "", Form.LINE),
            new Setting("site.operator.en", true, "", Form.LINE),
            new Setting("site.phone", true, "", Form.PHONE),
            new Setting("office.hours", true, "08:30-12:00,13:30-17:30", Form.OFFICE_HOURS),
            new Setting("session.idle-minutes", false, "30", Form.MINUTES),
            new Setting("session.hours", false, "12", Form.HOURS_LONG),
            new Setting("notices.quiet", false, "21:00-07:30", Form.SPAN));

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isBetween(String text, int least, int most) {
        return text.matches("\\d{1,4}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
    }

    private static boolean areOfficeHours(String text) {
        String[] spans = text.split(",", -1);
        String end = "";
        for (String span : spans) {
            // times of one width compare as texts
            if (!HOURS.matcher(span).matches()
                    || span.substring(0, 5).compareTo(end) <= 0
                    || span.substring(0, 5).compareTo(span.substring(6)) >= 0) {
                return false;
            }
            end = span.substring(6);
        }
        return spans.length <= 3;
    }
}
