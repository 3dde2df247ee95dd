package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;

/** What the forms of this module share: a refusal becomes the page's errors, with its status. */
final class Forms {
    private Forms() {}

    /** The errors of a refusal by field; a refusal that no form can mend ends the request. */
    static Map<String, String> errors(Outcome.Refused<?> refused, Page page, HttpServletResponse response) {
        if (refused.kind() == Outcome.Kind.NOT_FOUND || refused.kind() == Outcome.Kind.NOT_ALLOWED) {
            Refusals.orRefuse(refused);
        }
        response.setStatus(refused.kind().status());
        Map<String, String> errors = new LinkedHashMap<>();
        errors.put(refused.field() == null ? "" : refused.field(), page.t.of(refused.key(), refused.arguments()));
        return errors;
    }

    static long id(String text) {
        return Ids.parse(text).orElseThrow(Refusals::notFound);
    }

    /** The id that was sent, or null where none was. */
    static @Nullable Long optional(@Nullable String text) {
        var id = Ids.parse(text(text));
        return id.isPresent() ? (Long) id.getAsLong() : null;
    }

    /** Text of several lines, which a browser ends otherwise than we keep them. */
    static String lines(@Nullable String value) {
        return text(value).replace("\r\n", "\n");
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
