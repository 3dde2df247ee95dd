package org.lianxin.api.mastodon;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.federation.Voices;
import org.lianxin.registry.Account;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/** What was said, newest first: by the accounts of the own units, by all, about something. */
@RestController
class TimelinesController {
    private final Told told;
    private final StatusJson json;
    private final Voices voices;
    private final Pages.Site site;

    TimelinesController(Told told, StatusJson json, Voices voices, Pages.Site site) {
        this.told = told;
        this.json = json;
        this.voices = voices;
        this.site = site;
    }

    @GetMapping("/api/v1/timelines/home")
    @ForApps("read:statuses")
    ResponseEntity<ArrayNode> home(Params params, Caller caller, HttpServletRequest request) {
        Set<Long> units = caller.me().units();
        List<Long> accounts = voices.all().stream()
                .filter(a -> units.contains(a.unit()) || a.id() == caller.mine().id())
                .map(Account::id)
                .toList();
        return page(new Told.Which(accounts, true, "", false), params, caller, request);
    }

    /** There is nothing here but what is local: accounts of an authority follow nobody. */
    @GetMapping("/api/v1/timelines/public")
    @Open
    ResponseEntity<ArrayNode> all(Params params, @Nullable Caller caller, HttpServletRequest request) {
        if (params.yes("remote")) {
            return Slice.of(params, 20, 40).answer(List.of(), site.publicUrl(), request);
        }
        return page(new Told.Which(null, false, "", params.yes("only_media")), params, caller, request);
    }

    @GetMapping("/api/v1/timelines/tag/{hashtag}")
    @Open
    ResponseEntity<ArrayNode> tag(
            @PathVariable String hashtag, Params params, @Nullable Caller caller, HttpServletRequest request) {
        return page(new Told.Which(null, true, hashtag, params.yes("only_media")), params, caller, request);
    }

    private ResponseEntity<ArrayNode> page(
            Told.Which which, Params params, @Nullable Caller caller, HttpServletRequest request) {
        Slice slice = Slice.of(params, 20, 40);
        return slice.answer(json.all(told.page(which, slice), caller), site.publicUrl(), request);
    }
}
