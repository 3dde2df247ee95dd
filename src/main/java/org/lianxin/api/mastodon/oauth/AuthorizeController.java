package org.lianxin.api.mastodon.oauth;

import java.net.URI;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Where an app sends a person's browser to ask; and what apps may read about how to ask. */
@RestController
@Open
class AuthorizeController {
    /** Longer ones would not come back from the sign-in. */
    private static final int LONGEST = 2000;

    private final Apps apps;
    private final Pages.Site site;

    AuthorizeController(Apps apps, Pages.Site site) {
        this.apps = apps;
        this.site = site;
    }

    /** Checked before anybody is asked to sign in for it; the page behind it checks again. */
    @GetMapping("/oauth/authorize")
    ResponseEntity<Void> ask(Params params) {
        Asked asked = Refusals.orRefuse(Asked.of(params::text, apps));
        String page = Redirects.with(ConsentController.PAGE, asked.question());
        if (page.length() > LONGEST) {
            throw Refusals.of(Outcome.invalid("state", "apps.state-form"));
        }
        return ResponseEntity.status(302).location(URI.create(page)).build();
    }

    @GetMapping("/.well-known/oauth-authorization-server")
    ObjectNode about() {
        String base = site.publicUrl();
        ObjectNode about = Json.object()
                .put("issuer", base + "/")
                .put("service_documentation", base + "/fediverse")
                .put("authorization_endpoint", base + "/oauth/authorize")
                .put("token_endpoint", base + "/oauth/token")
                .put("revocation_endpoint", base + "/oauth/revoke")
                .put("userinfo_endpoint", base + "/oauth/userinfo")
                .put("app_registration_endpoint", base + "/api/v1/apps")
                .put("authorization_response_iss_parameter_supported", true);
        Scopes.all().forEach(about.putArray("scopes_supported")::add);
        about.putArray("response_types_supported").add("code");
        about.putArray("response_modes_supported").add("query");
        about.putArray("grant_types_supported").add("authorization_code").add("client_credentials");
        about.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post");
        about.putArray("code_challenge_methods_supported").add("S256");
        return about;
    }
}
