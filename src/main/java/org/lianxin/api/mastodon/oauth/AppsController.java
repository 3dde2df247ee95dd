package org.lianxin.api.mastodon.oauth;

import java.util.Arrays;
import java.util.List;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Apps make themselves known, and ask whether they still are. */
@RestController
class AppsController {
    private final Apps apps;

    AppsController(Apps apps) {
        this.apps = apps;
    }

    @PostMapping("/api/v1/apps")
    @Open
    ObjectNode register(Params params) {
        List<String> redirects = params.all("redirect_uris").stream()
                .flatMap(each -> Arrays.stream(each.strip().split("\\s+")))
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
        Apps.App app = Refusals.orRefuse(apps.register(new Apps.NewApp(
                params.text("client_name"), params.text("website").strip(), redirects, params.text("scopes"))));
        return shown(app)
                .put("client_id", app.client())
                .put("client_secret", app.secret())
                .put("client_secret_expires_at", 0);
    }

    @GetMapping("/api/v1/apps/verify_credentials")
    @ForApps
    ObjectNode verify(Caller caller) {
        return shown(apps.find(caller.app()).orElseThrow(Refusals::notFound));
    }

    private static ObjectNode shown(Apps.App app) {
        ObjectNode shown = Json.object()
                .put("id", Long.toString(app.id()))
                .put("name", app.name())
                .put("website", app.website().isEmpty() ? null : app.website())
                .put("redirect_uri", String.join("\n", app.redirects()))
                .put("vapid_key", "");
        app.redirects().forEach(shown.putArray("redirect_uris")::add);
        app.scopes().words().stream().sorted().forEach(shown.putArray("scopes")::add);
        return shown;
    }
}
