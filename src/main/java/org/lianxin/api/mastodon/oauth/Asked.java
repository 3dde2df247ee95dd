package org.lianxin.api.mastodon.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.lianxin.api.mastodon.oauth.Apps.App;
import org.lianxin.kernel.Outcome;

/**
 * What an app asks a person for, after everything that can be checked has been.
 *
 * @param redirect one of those that the app has named, letter for letter
 * @param challenge of PKCE, or empty
 */
record Asked(App app, String redirect, Scopes scopes, String state, String challenge) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int STATE = 500;

    /** What stands in the address of the question. Whatever is wrong is told to the person, never sent on to an address in the question. */
    static Outcome<Asked> of(UnaryOperator<String> question, Apps apps) {
        String client = question.apply("client_id");
        String redirect = question.apply("redirect_uri");
        String challenge = question.apply("code_challenge");
        String method = question.apply("code_challenge_method");
        Optional<App> app = client.length() > 100 ? Optional.empty() : apps.byClient(client);
        Optional<Scopes> scopes = Scopes.of(question.apply("scope"));
        if (app.isEmpty()) {
            return Outcome.invalid("client_id", "apps.unknown-app");
        } else if (!app.get().redirects().contains(redirect)) {
            return Outcome.invalid("redirect_uri", "apps.redirect-not-its");
        } else if (!question.apply("response_type").equals("code")) {
            return Outcome.invalid("response_type", "apps.code-only");
        } else if (scopes.isEmpty() || !scopes.get().within(app.get().scopes())) {
            return Outcome.invalid("scope", "apps.scope-not-its");
        } else if (question.apply("state").length() > STATE) {
            return Outcome.invalid("state", "apps.state-form");
        } else if (challenge.isEmpty()
                ? !method.isEmpty() && !method.equals("S256")
                : !method.equals("S256") || !CHALLENGE.matcher(challenge).matches()) {
            return Outcome.invalid("code_challenge_method", "apps.challenge-form");
        }
        return Outcome.done(new Asked(app.get(), redirect, scopes.get(), question.apply("state"), challenge));
    }

    /** The same question again, for the page and its form. */
    Map<String, String> question() {
        Map<String, String> again = new LinkedHashMap<>();
        again.put("response_type", "code");
        again.put("client_id", app.client());
        again.put("redirect_uri", redirect);
        again.put("scope", scopes.text());
        again.put("state", state);
        again.put("code_challenge", challenge);
        again.put("code_challenge_method", challenge.isEmpty() ? "" : "S256");
        return again;
    }

    boolean outOfBand() {
        return redirect.equals(Redirects.OUT_OF_BAND);
    }
}
