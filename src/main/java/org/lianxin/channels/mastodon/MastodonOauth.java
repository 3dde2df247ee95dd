package org.lianxin.channels.mastodon;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connects;
import org.lianxin.channels.Departures;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.OpenLine.Answer;
import org.lianxin.channels.OpenLine.Far;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The way to a token without anybody typing it: an application of ours is registered at the server that was named, its holder allows it there,
 * and the code is changed for a token with the proof that we are who asked (PKCE). Every step is at the very server that was named.
 */
@Component
class MastodonOauth {
    /** What publishing, hearing and answering take, and nothing else. */
    private static final String SCOPES = "read:accounts read:notifications read:statuses write:media write:statuses";

    private static final String TEXTS = "channels.connect.mastodon.";

    private final OpenLine line;
    private final Pages pages;
    private final Pages.Site site;

    MastodonOauth(OpenLine line, Pages pages, Pages.Site site) {
        this.line = line;
        this.pages = pages;
        this.site = site;
    }

    private String back() {
        return site.publicUrl() + "/console/connections/return";
    }

    Outcome<Connects.Departure> depart(URI base, String state) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("client_name", pages.texts(Locale.SIMPLIFIED_CHINESE).of(TEXTS + "app"));
        wanted.put("redirect_uris", back());
        wanted.put("scopes", SCOPES);
        wanted.put("website", site.publicUrl());
        return switch (line.form(new Far(base, Map.of()), "/api/v1/apps", wanted)) {
            case Answer.Spoken spoken
            when spoken.good()
                    && spoken.body() != null
                    && !secret(spoken.body(), "client_id").isEmpty() ->
                Outcome.done(departure(base, state, spoken.body()));
            case Answer.Spoken spoken when spoken.status() / 100 == 3 -> moved(spoken);
            case Answer.Spoken spoken
            when spoken.body() != null && spoken.status() != 404 && spoken.status() / 100 == 4 ->
                Outcome.invalid("server", TEXTS + "no-apps");
            case Answer.Spoken other -> Outcome.invalid("server", TEXTS + "no-server");
            case Answer.NotReached none
            when !none.why().contains("Exception") -> Outcome.invalid("server", "channels.connect.may-not-reach");
            case Answer other -> Outcome.invalid("server", "channels.connect.not-reached");
        };
    }

    private static Outcome<Connects.Departure> moved(Answer.Spoken spoken) {
        String host;
        try {
            host = String.valueOf(
                    URI.create(spoken.headers().getOrDefault("location", "")).getAuthority());
        } catch (IllegalArgumentException broken) {
            host = "?";
        }
        return Outcome.invalid("server", TEXTS + "moved", host);
    }

    private Connects.Departure departure(URI base, String state, JsonNode app) {
        String verifier = Departures.random();
        Map<String, String> kept = new HashMap<>();
        kept.put("base", base.toString());
        kept.put("client", secret(app, "client_id"));
        kept.put("client-secret", secret(app, "client_secret"));
        kept.put("verifier", verifier);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", secret(app, "client_id"));
        query.put("redirect_uri", back());
        query.put("scope", SCOPES);
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        // whoever is signed in there with another account can change it
        query.put("force_login", "true");
        String asked = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + OpenLine.encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return new Connects.Departure(URI.create(base + "/oauth/authorize?" + asked), kept);
    }

    /** The token. */
    Outcome<String> arrived(Map<String, String> kept, Map<String, String> back) {
        URI base = URI.create(kept.getOrDefault("base", ""));
        String code = back.getOrDefault("code", "");
        String issuer = back.getOrDefault("iss", "");
        if (code.isEmpty()) {
            return Outcome.invalid("", "channels.connect.not-allowed");
        } else if (code.length() > 1_000 || !(issuer.isEmpty() || isHere(issuer, base))) {
            // the answer of another server, passed off as this one's (RFC 9207)
            return Outcome.invalid("", TEXTS + "other-server");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back());
        form.put("client_id", kept.getOrDefault("client", ""));
        form.put("client_secret", kept.getOrDefault("client-secret", ""));
        form.put("code_verifier", kept.getOrDefault("verifier", ""));
        form.put("scope", SCOPES);
        return switch (line.form(new Far(base, Map.of()), "/oauth/token", form)) {
            case Answer.Spoken spoken
            when spoken.good()
                    && spoken.body() != null
                    && !secret(spoken.body(), "access_token").isEmpty() ->
                Outcome.done(secret(spoken.body(), "access_token"));
            case Answer.Spoken no when no.status() / 100 == 4 -> Outcome.invalid("", TEXTS + "code-not-taken");
            case Answer other -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }

    private static boolean isHere(String issuer, URI base) {
        try {
            return OpenLine.same(URI.create(issuer), base);
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /** Whether it is heard makes no difference here. */
    void revoke(URI base, String client, String clientSecret, String token) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", client);
        form.put("client_secret", clientSecret);
        form.put("token", token);
        line.form(new Far(base, Map.of()), "/oauth/revoke", form);
    }

    private static String secret(@Nullable JsonNode body, String name) {
        String secret = body == null ? "" : body.path(name).asString("");
        return secret.matches("[\\x21-\\x7e]{1,500}") ? secret : "";
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
