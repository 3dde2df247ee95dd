package org.lianxin.api.mastodon;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Ids;
import org.lianxin.web.ForApps;
import org.lianxin.web.Forms;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mentions, and what became of what one has written. An app puts away for itself alone. */
@RestController
class NotificationsController {
    private static final Set<String> ALL = Set.of(Happened.MENTION, Happened.STATUS, Happened.UPDATE);

    private final Happened happened;
    private final NotificationJson json;
    private final Ids ids;
    private final Pages.Site site;

    NotificationsController(Happened happened, NotificationJson json, Ids ids, Pages.Site site) {
        this.happened = happened;
        this.json = json;
        this.ids = ids;
        this.site = site;
    }

    @GetMapping("/api/v1/notifications")
    @ForApps("read:notifications")
    ResponseEntity<ArrayNode> all(Params params, Caller caller, HttpServletRequest request) {
        Slice slice = Slice.of(params, 40, 80);
        List<ObjectNode> shown = happened.page(types(params), slice, caller).stream()
                .flatMap(one -> json.of(one, caller).stream())
                .toList();
        return slice.answer(shown, site.publicUrl(), request);
    }

    private static Set<String> types(Params params) {
        Set<String> types = new HashSet<>(ALL);
        if (params.has("types")) {
            types.retainAll(params.all("types"));
        }
        params.all("exclude_types").forEach(types::remove);
        return types;
    }

    @GetMapping("/api/v1/notifications/unread_count")
    @ForApps("read:notifications")
    ObjectNode count(Params params, Caller caller) {
        Slice slice =
                new Slice(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), params.limit(100, 100));
        return Json.object()
                .put("count", happened.page(types(params), slice, caller).size());
    }

    @GetMapping("/api/v1/notifications/{id}")
    @ForApps("read:notifications")
    ObjectNode show(@PathVariable String id, Caller caller) {
        return json.of(Forms.id(id), caller).orElseThrow(Refusals::notFound);
    }

    @PostMapping("/api/v1/notifications/clear")
    @ForApps("write:notifications")
    ObjectNode clear(Caller caller) {
        caller.me();
        happened.clear(ids.next(), caller);
        return Json.object();
    }

    @PostMapping("/api/v1/notifications/{id}/dismiss")
    @ForApps("write:notifications")
    ObjectNode dismiss(@PathVariable String id, Caller caller) {
        show(id, caller);
        happened.dismiss(Forms.id(id), caller);
        return Json.object();
    }
}
