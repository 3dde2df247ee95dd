package org.lianxin.api.mastodon.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.federation.Voices;
import org.lianxin.registry.Account;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Codes become tokens, tokens end. What is refused here carries the words of RFC 6749 beside our sentence. */
@RestController
class TokenController {
    private final Apps apps;
    private final Codes codes;
    private final AppTokens tokens;
    private final Voices voices;
    private final Pages pages;

    TokenController(Apps apps, Codes codes, AppTokens tokens, Voices voices, Pages pages) {
        this.apps = apps;
        this.codes = codes;
        this.tokens = tokens;
        this.voices = voices;
        this.pages = pages;
    }

    @PostMapping("/oauth/token")
    @Open
    ResponseEntity<ObjectNode> token(Params params, HttpServletRequest request) {
        Optional<Apps.App> app = app(params, request);
        if (app.isEmpty()) {
            return no(request, 401, "invalid_client", "apps.client-wrong");
        }
        return switch (params.text("grant_type")) {
            case "authorization_code" ->
                codes.change(
                                params.text("code"),
                                app.get().id(),
                                params.text("redirect_uri"),
                                params.text("code_verifier"))
                        .map(TokenController::given)
                        .orElseGet(() -> no(request, 400, "invalid_grant", "apps.code-wrong"));
            case "client_credentials" -> {
                Optional<Scopes> scopes = Scopes.of(params.text("scope"))
                        .filter(s -> s.within(app.get().scopes()));
                yield scopes.map(s -> given(tokens.issue(app.get().id(), null, null, s)))
                        .orElseGet(() -> no(request, 400, "invalid_scope", "apps.scope-not-its"));
            }
            default -> no(request, 400, "unsupported_grant_type", "apps.grant-form");
        };
    }

    @PostMapping("/oauth/revoke")
    @Open
    ResponseEntity<ObjectNode> revoke(Params params, HttpServletRequest request) {
        Optional<Apps.App> app = app(params, request);
        if (app.isEmpty()) {
            return no(request, 403, "unauthorized_client", "apps.client-wrong");
        }
        tokens.giveBack(params.text("token"), app.get().id());
        return ResponseEntity.ok(Json.object());
    }

    @RequestMapping(
            path = "/oauth/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    @ForApps("profile read:accounts")
    ObjectNode who(Caller caller, Page page) {
        Account account = caller.mine();
        String base = page.site.publicUrl();
        return Json.object()
                .put("iss", base + "/")
                .put("sub", voices.actor(account))
                .put("name", account.name())
                .put("preferred_username", voices.handle(account))
                .put("profile", voices.page(account))
                .put("picture", base + page.asset("img/account.png"));
    }

    /** The app by its secret, in the body or as HTTP Basic. */
    private Optional<Apps.App> app(Params params, HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String[] both = new String(
                                Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8)
                        .split(":", 2);
                return both.length == 2 ? apps.proven(both[0], both[1]) : Optional.empty();
            } catch (IllegalArgumentException none) {
                return Optional.empty();
            }
        }
        return apps.proven(params.text("client_id"), params.text("client_secret"));
    }

    private static ResponseEntity<ObjectNode> given(AppTokens.Made made) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(Json.object()
                        .put("access_token", made.text())
                        .put("token_type", "Bearer")
                        .put("scope", made.scopes().text())
                        .put("created_at", made.at().getEpochSecond()));
    }

    private ResponseEntity<ObjectNode> no(HttpServletRequest request, int status, String error, String key) {
        return ResponseEntity.status(status)
                .header("Cache-Control", "no-store")
                .body(Json.object()
                        .put("error", error)
                        .put("error_description", pages.texts(request).of(key)));
    }
}
