package org.lianxin.cases.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Reply;
import org.lianxin.language.Note;

/**
 * The page on which an answer is written.
 *
 * @param open what is kept of it; null if nobody has begun
 * @param version from which the form was made, 0 if there was nothing
 * @param earlier what was sent before, oldest first
 * @param goesTo where it goes when it is approved; empty if it cannot go out
 * @param errors sentences by field
 * @param theirs what somebody else has saved meanwhile, and {@code theirName}; null unless it was changed meanwhile
 */
public record Answering(
        Case letter,
        String unit,
        @Nullable Reply open,
        int version,
        ReplyForm form,
        List<Earlier> earlier,
        String goesTo,
        List<Note> notes,
        Map<String, String> errors,
        @Nullable Reply theirs,
        String theirName) {

    /** @param html clean */
    public record Earlier(Reply reply, String html) {}

    public String address() {
        return "/console/cases/" + letter.id() + "/reply";
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }

    public boolean followUp() {
        return letter.answeredAt() != null;
    }

    public int characters() {
        return form.text().codePointCount(0, form.text().length());
    }
}
