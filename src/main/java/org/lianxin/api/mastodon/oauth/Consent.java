package org.lianxin.api.mastodon.oauth;

import java.util.List;
import java.util.Map;

/**
 * What a person is asked.
 *
 * @param app what it calls itself; leads: where it takes them afterwards, which no app can choose at will
 * @param wants keys of sentences; question: the fields that go with the answer
 */
public record Consent(
        String app,
        String leads,
        boolean outOfBand,
        List<String> wants,
        List<Choice> accounts,
        Map<String, String> question) {

    /** One of the accounts they may choose. */
    public record Choice(String id, String name, String address, String unit) {}

    /** What became of it. link: back to the app; code: to be copied, where there is no way back by itself. */
    public record Answer(String app, String leads, boolean allowed, String link, String code) {}

    static List<String> wants(Scopes scopes) {
        return List.of("read", "write", "follow", "push", "profile").stream()
                .filter(word -> scopes.words().stream().anyMatch(w -> w.equals(word) || w.startsWith(word + ":")))
                .map(word -> "apps.wants." + word)
                .toList();
    }
}
