package org.lianxin.cases.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.springframework.util.MultiValueMap;

/** The answer as it was typed. {@code which}: first or final, where the letter has no answer yet. */
public record ReplyForm(Reply.Kind which, String text, List<Reply.Picture> pictures) {

    static ReplyForm read(MultiValueMap<String, String> fields) {
        List<String> hashes = fields.getOrDefault("hash", List.of());
        List<String> alternatives = fields.getOrDefault("alternative", List.of());
        List<Reply.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            pictures.add(new Reply.Picture(hashes.get(i), i < alternatives.size() ? alternatives.get(i) : ""));
        }
        // browsers send CR LF, and places in the text are counted in what is kept
        return new ReplyForm(
                Typed.replyKind(Typed.field(fields, "which")),
                Typed.field(fields, "text").replace("\r\n", "\n"),
                List.copyOf(pictures));
    }

    static ReplyForm of(Reply reply) {
        return new ReplyForm(reply.kind(), reply.text(), reply.pictures());
    }

    /** Without what stands at the buttons: a picture taken out, or moved one place to the front. */
    ReplyForm arranged(String removed, String earlier) {
        List<Reply.Picture> arranged = new ArrayList<>(pictures);
        arranged.removeIf(p -> p.hash().equals(removed));
        for (int i = 1; i < arranged.size(); i++) {
            if (arranged.get(i).hash().equals(earlier)) {
                Collections.swap(arranged, i, i - 1);
                break;
            }
        }
        return with(arranged);
    }

    ReplyForm with(List<Reply.Picture> others) {
        return new ReplyForm(which, text, List.copyOf(others));
    }

    Replies.Draft draft() {
        return new Replies.Draft(which, text, pictures);
    }
}
