package org.lianxin.api.mastodon;

import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.ForApps;
import org.lianxin.web.Refusals;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The account for which an app speaks. What it is called and what it is for is the register's, and no app changes it. */
@RestController
class CredentialsController {
    private final AccountJson json;

    CredentialsController(AccountJson json) {
        this.json = json;
    }

    @GetMapping("/api/v1/accounts/verify_credentials")
    @ForApps("read:accounts profile")
    ObjectNode mine(Caller caller) {
        return json.own(caller);
    }

    @PatchMapping("/api/v1/accounts/update_credentials")
    @ForApps("write:accounts")
    ObjectNode change() {
        throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.no-profile"));
    }
}
