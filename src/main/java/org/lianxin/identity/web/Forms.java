package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

    static Locale locale(String tag) {
        return tag.equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
