package org.lianxin.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;

/** What forms share: words and ids as a browser sends them, and a refusal as the page's errors, with its status. */
public final class Forms {
    private Forms() {}

    /** The errors of a refusal by field; a refusal that no form can mend ends the request. */
    public static Map<String, String> errors(Outcome.Refused<?> refused, Page page, HttpServletResponse response) {
        if (refused.kind() == Outcome.Kind.NOT_FOUND || refused.kind() == Outcome.Kind.NOT_ALLOWED) {
            Refusals.orRefuse(refused);
        }
        response.setStatus(refused.kind().status());
        Map<String, String> errors = new LinkedHashMap<>();
        errors.put(refused.field() == null ? "" : refused.field(), page.t.of(refused.key(), refused.arguments()));
        return errors;
    }

    /** The id in an address, or the end of the request: what is no id does not exist. */
    public static long id(String text) {
        return Ids.parse(text).orElseThrow(Refusals::notFound);
    }

    /** The id that was sent, or null where none was. */
    public static @Nullable Long optional(@Nullable String text) {
        var id = Ids.parse(text(text));
        return id.isPresent() ? (Long) id.getAsLong() : null;
    }

    /** Text of several lines, which a browser ends otherwise than we keep them. */
    public static String lines(@Nullable String value) {
        return text(value).replace("\r\n", "\n");
    }

    public static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The language that was chosen; Chinese for every word that is not {@code en}. */
    public static Locale locale(String tag) {
        return tag.equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
