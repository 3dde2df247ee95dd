package org.lianxin.api.mastodon;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.ForApps;
import org.lianxin.web.Forms;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one has written and is not out yet. */
@RestController
class ScheduledController {
    private final Pending pending;
    private final Once once;
    private final Pages.Site site;

    ScheduledController(Pending pending, Once once, Pages.Site site) {
        this.pending = pending;
        this.once = once;
        this.site = site;
    }

    @GetMapping("/api/v1/scheduled_statuses")
    @ForApps("read:statuses")
    ResponseEntity<ArrayNode> all(Params params, Caller caller, HttpServletRequest request) {
        Slice slice = Slice.of(params, 20, 40);
        return slice.answer(pending.all(caller, slice), site.publicUrl(), request);
    }

    @GetMapping("/api/v1/scheduled_statuses/{id}")
    @ForApps("read:statuses")
    ObjectNode show(@PathVariable String id, Caller caller) {
        return pending.find(Forms.id(id), caller).map(pending::json).orElseThrow(Refusals::notFound);
    }

    @PutMapping("/api/v1/scheduled_statuses/{id}")
    @ForApps("write:statuses")
    ObjectNode move(@PathVariable String id, Params params, Caller caller) {
        Optional<Instant> at = params.moment("scheduled_at");
        long post = Forms.id(id);
        return Refusals.orRefuse(once.done(
                caller.token(),
                "",
                () -> at.isEmpty()
                        ? pending.find(post, caller)
                                .map(p -> Outcome.<ObjectNode>invalid("scheduled_at", "apps.too-soon"))
                                .orElse(Outcome.notFound())
                        : pending.move(post, at.get(), caller)));
    }

    @DeleteMapping("/api/v1/scheduled_statuses/{id}")
    @ForApps("write:statuses")
    ObjectNode drop(@PathVariable String id, Caller caller) {
        long post = Forms.id(id);
        return Refusals.orRefuse(once.done(caller.token(), "", () -> pending.drop(post, caller)));
    }
}
