package org.lianxin.cases.web;

import java.util.Map;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Page;
import org.springframework.util.MultiValueMap;

/**
 * What was typed in one of the small forms of a case, and what is wrong with it.
 *
 * @param of which form: {@code return}, {@code routing}, {@code closure}, {@code resumption}, {@code revelation}, {@code privacy}, {@code withdrawal-} and the id of the answer; empty for none
 * @param errors the sentence by the id of its field
 */
public record Form(String of, Map<String, String> typed, Map<String, String> errors) {

    static Form empty() {
        return new Form("", Map.of(), Map.of());
    }

    static Form refused(String of, MultiValueMap<String, String> fields, Outcome.Refused<?> refused, Page page) {
        String field = refused.field() == null ? "" : of + "-" + refused.field();
        return new Form(of, fields.toSingleValueMap(), Map.of(field, page.t.of(refused.key(), refused.arguments())));
    }

    public String value(String form, String field) {
        return of.equals(form) ? typed.getOrDefault(field, "") : "";
    }

    public @org.jspecify.annotations.Nullable String error(String form, String field) {
        return errors.get(form + "-" + field);
    }

    /** It was refused and stays open. */
    public boolean stays(String form) {
        return of.equals(form);
    }
}
