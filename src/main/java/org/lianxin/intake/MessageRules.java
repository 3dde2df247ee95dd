package org.lianxin.intake;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Units;
import org.springframework.stereotype.Component;

/** What must hold of a message wherever it comes from. Criticism is ordinary input: nothing here looks at what is said. */
@Component
class MessageRules {
    static final int LEAST_TEXT = 5;
    static final int MOST_TEXT = 5_000;
    static final int MOST_PLACE = 200;
    static final int MOST_PICTURES = 9;

    private static final Set<String> CHANNELS = Set.of("site", "weibo", "wechat", "fediverse", "forum", "mail");
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,8}[A-Za-z]{2,24}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{5,23}");

    private final Media media;
    private final Units units;

    MessageRules(Media media, Units units) {
        this.media = media;
        this.units = units;
    }

    /** The message with blanks around its texts and carriage returns taken off, or why not. */
    Outcome<NewMessage> check(NewMessage wanted) {
        String text = tidy(wanted.text());
        String place = tidy(wanted.place());
        String email = wanted.email().strip();
        String phone = wanted.phone().strip();
        List<String> pictures = wanted.pictures().stream().distinct().toList();
        int length = text.codePointCount(0, text.length());
        if (!CHANNELS.contains(wanted.channel())) {
            return Outcome.invalid("channel", "intake.channel");
        } else if (text.isEmpty()) {
            return Outcome.invalid("text", "intake.text.empty");
        } else if (unprintable(text)) {
            return Outcome.invalid("text", "intake.control");
        } else if (length < LEAST_TEXT) {
            return Outcome.invalid("text", "intake.text.short", LEAST_TEXT);
        } else if (length > MOST_TEXT) {
            return Outcome.invalid("text", "intake.text.long", MOST_TEXT, length - MOST_TEXT);
        } else if (unprintable(place)) {
            return Outcome.invalid("place", "intake.control");
        } else if (place.codePointCount(0, place.length()) > MOST_PLACE) {
            return Outcome.invalid("place", "intake.place.long", MOST_PLACE);
        } else if (!email.isEmpty()
                && (email.length() > 254 || !EMAIL.matcher(email).matches())) {
            return Outcome.invalid("email", "intake.email");
        } else if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
            return Outcome.invalid("phone", "intake.phone");
        } else if (pictures.size() > MOST_PICTURES) {
            return Outcome.invalid("pictures", "intake.pictures.many", MOST_PICTURES);
        } else if (!pictures.isEmpty()
                && media.find(pictures).values().stream()
                                .filter(s -> s.kind() == Stored.Kind.PICTURE)
                                .count()
                        < pictures.size()) {
            return Outcome.invalid("pictures", "intake.pictures.gone");
        } else if (wanted.unit() != null && units.all().stream().noneMatch(u -> u.id() == wanted.unit())) {
            return Outcome.invalid("unit", "intake.unit");
        }
        return Outcome.done(new NewMessage(
                wanted.channel(),
                wanted.onceBy(),
                wanted.kind(),
                text,
                place,
                pictures,
                wanted.unit(),
                email,
                phone,
                wanted.consent()));
    }

    private static String tidy(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    /** NUL, other controls but line break and tab, and halves of characters: nobody types them and no reader sees them. */
    private static boolean unprintable(String text) {
        return text.codePoints()
                .anyMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t')
                        || Character.getType(c) == Character.SURROGATE
                        || c == 0xfffe
                        || c == 0xffff);
    }
}
