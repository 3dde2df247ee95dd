package org.lianxin.api.mastodon;

import java.util.Locale;
import java.util.Optional;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.web.ForApps;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks for our accounts by name, our posts by address, and hashtags; asks no other server ({@code resolve} makes no difference). */
@RestController
class SearchController {
    private final AccountsController accounts;
    private final Told told;
    private final StatusJson statuses;

    SearchController(AccountsController accounts, Told told, StatusJson statuses) {
        this.accounts = accounts;
        this.told = told;
        this.statuses = statuses;
    }

    @GetMapping("/api/v2/search")
    @ForApps("read:search")
    ObjectNode search(Params params, Caller caller) {
        String words = params.text("q").strip();
        String type = params.text("type");
        int most = params.limit(20, 40);
        boolean begins =
                params.text("offset").isEmpty() || params.text("offset").equals("0");
        ObjectNode found = Json.object();
        ArrayNode people = found.putArray("accounts");
        ArrayNode said = found.putArray("statuses");
        ArrayNode tags = found.putArray("hashtags");
        if (!begins || words.isEmpty() || words.length() > 500) {
            return found;
        }
        if (type.isEmpty() || type.equals("accounts")) {
            accounts.named(words, most).forEach(people::add);
        }
        if (type.isEmpty() || type.equals("statuses")) {
            Optional<Told.Note> note = statuses.note(words).filter(n -> statuses.readable(n, caller));
            note.ifPresent(n -> said.add(statuses.of(n, caller)));
            if (note.isEmpty()) {
                statuses.all(told.saying(words, most), caller).forEach(said::add);
            }
        }
        String tag = words.startsWith("#") ? words.substring(1) : words;
        if ((type.isEmpty() || type.equals("hashtags")) && tag.matches("[\\p{L}\\p{N}_]{1,60}")) {
            tags.add(statuses.tag(tag.toLowerCase(Locale.ROOT)));
        }
        return found;
    }
}
