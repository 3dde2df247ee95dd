package org.lianxin.federation;

import java.util.ArrayList;
import java.util.List;
import org.lianxin.language.HtmlWords;
import tools.jackson.databind.node.ObjectNode;

/** The words of something written elsewhere. No mark-up of others is kept or shown: what comes out is text. */
final class PlainText {
    private static final int PICTURES = 4;

    private PlainText() {}

    /** Warning, title, words and, of what is shown beside them, what it is called and where it is. */
    static String of(ObjectNode said) {
        List<String> parts = new ArrayList<>();
        for (String field : new String[] {"summary", "name", "content"}) {
            String text = html(Json.text(said, field));
            if (!text.isEmpty()) {
                parts.add(text);
            }
        }
        Json.objects(said, "attachment").stream().limit(PICTURES).forEach(shown -> {
            String words = Json.text(shown, "name").isEmpty() ? Json.text(shown, "summary") : Json.text(shown, "name");
            String address = Json.id(shown, "url").isEmpty() ? Json.text(shown, "href") : Json.id(shown, "url");
            if (Addresses.host(address).isPresent()) {
                parts.add((html(words) + " " + address).strip());
            }
        });
        return String.join("\n", parts);
    }

    static String html(String html) {
        return HtmlWords.of(html);
    }
}
