package org.lianxin.cases.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Reply;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Refusals;
import org.springframework.util.MultiValueMap;

/** Words and ids as they come in addresses and forms. */
final class Typed {
    private Typed() {}

    /** The id in an address, or the end of the request: what is no id does not exist. */
    static long id(String text) {
        return Ids.parse(text).orElseThrow(Refusals::notFound);
    }

    /** A unit chosen in a form; 0 if none was. */
    static long unit(@Nullable String text) {
        return text == null ? 0 : Ids.parse(text).orElse(0);
    }

    static Optional<Message.Kind> kind(@Nullable String word) {
        return word == null
                ? Optional.empty()
                : Arrays.stream(Message.Kind.values())
                        .filter(k -> k.name().equalsIgnoreCase(word))
                        .findFirst();
    }

    static Case.As as(@Nullable String word) {
        return Refusals.orRefuse(closing(word));
    }

    /** What the case was, as chosen in a form. */
    static Outcome<Case.As> closing(@Nullable String word) {
        return Arrays.stream(Case.As.values())
                .filter(a -> a.name().equalsIgnoreCase(word))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> Outcome.invalid("kind", "cases.close.choose"));
    }

    /**
     * The unit of a form that offers some as {@code unit} and all as {@code other}. Who chose one above and another below is asked again: a
     * letter that goes astray costs a day.
     */
    static Outcome<Long> chosenUnit(MultiValueMap<String, String> fields) {
        long above = unit(field(fields, "unit"));
        long below = unit(field(fields, "other"));
        if (above != 0 && below != 0 && above != below) {
            return Outcome.invalid("unit", "cases.route.two-chosen");
        } else if (above == 0 && below == 0) {
            return Outcome.invalid("unit", "cases.route.choose");
        }
        return Outcome.done(above != 0 ? above : below);
    }

    static String field(MultiValueMap<String, String> fields, String name) {
        return text(fields.getFirst(name));
    }

    /** The version from which a form was made; −1 for what is none, which matches nothing. */
    static int version(MultiValueMap<String, String> fields) {
        return (int)
                Math.min(Integer.MAX_VALUE, Ids.parse(field(fields, "version")).orElse(-1));
    }

    static Reply.Kind replyKind(@Nullable String word) {
        return "first".equals(word) ? Reply.Kind.FIRST : Reply.Kind.FINAL;
    }

    static Optional<Case.Rating> rating(@Nullable String word) {
        return word == null
                ? Optional.empty()
                : Arrays.stream(Case.Rating.values())
                        .filter(r -> r.word().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }
}
