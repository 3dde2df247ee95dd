package org.lianxin.api.mastodon;

import org.lianxin.api.mastodon.call.Json;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What apps ask for and an account of an authority does not have: it mutes and blocks nobody, likes and keeps nothing, has no lists and no
 * conversations of its own. Empty, never missing: apps take a missing list for a broken server.
 */
@RestController
class EmptyController {

    @GetMapping({
        "/api/v1/announcements",
        "/api/v1/trends",
        "/api/v1/trends/tags",
        "/api/v1/trends/statuses",
        "/api/v1/trends/links"
    })
    @Open
    ArrayNode forEverybody() {
        return Json.array();
    }

    @GetMapping({"/api/v1/filters", "/api/v2/filters"})
    @ForApps("read:filters")
    ArrayNode filters() {
        return Json.array();
    }

    @GetMapping("/api/v1/lists")
    @ForApps("read:lists")
    ArrayNode lists() {
        return Json.array();
    }

    @GetMapping({
        "/api/v1/followed_tags",
        "/api/v1/follow_requests",
        "/api/v1/endorsements",
        "/api/v1/featured_tags",
        "/api/v1/suggestions",
        "/api/v2/suggestions"
    })
    @ForApps("read:follows read:accounts")
    ArrayNode follows() {
        return Json.array();
    }

    @GetMapping("/api/v1/conversations")
    @ForApps("read:statuses")
    ArrayNode conversations() {
        return Json.array();
    }

    @GetMapping("/api/v1/mutes")
    @ForApps("read:mutes")
    ArrayNode mutes() {
        return Json.array();
    }

    @GetMapping({"/api/v1/blocks", "/api/v1/domain_blocks"})
    @ForApps("read:blocks")
    ArrayNode blocks() {
        return Json.array();
    }

    @GetMapping("/api/v1/bookmarks")
    @ForApps("read:bookmarks")
    ArrayNode bookmarks() {
        return Json.array();
    }

    @GetMapping("/api/v1/favourites")
    @ForApps("read:favourites")
    ArrayNode favourites() {
        return Json.array();
    }

    @GetMapping("/api/v1/preferences")
    @ForApps("read:accounts")
    ObjectNode preferences() {
        return Json.object()
                .put("posting:default:visibility", "public")
                .put("posting:default:sensitive", false)
                .put("posting:default:language", "zh")
                .put("reading:expand:media", "default")
                .put("reading:expand:spoilers", false)
                .put("reading:autoplay:gifs", false);
    }

    /** Nothing is pushed: apps that can be told otherwise look by themselves. */
    @GetMapping("/api/v1/push/subscription")
    @ForApps("push")
    ObjectNode pushed() {
        throw Refusals.notFound();
    }
}
