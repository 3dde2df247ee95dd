package org.lianxin.site.web;

import jakarta.servlet.http.HttpServletRequest;
import org.lianxin.channels.Topics;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@link Feeds} at their addresses, each of which says by what other name it goes and where one subscribes. */
@Controller
class FeedsController {
    private final Feeds feeds;

    FeedsController(Feeds feeds) {
        this.feeds = feeds;
    }

    @Open(ready = true)
    @GetMapping({"/feed.atom", "/feed.rss", "/feed.json"})
    ResponseEntity<byte[]> site(Page page, HttpServletRequest request) {
        return answer(page, request);
    }

    @Open(ready = true)
    @GetMapping({"/accounts/{id}.atom", "/accounts/{id}.rss", "/accounts/{id}.json"})
    ResponseEntity<byte[]> account(@PathVariable String id, Page page, HttpServletRequest request) {
        return answer(page, request);
    }

    private ResponseEntity<byte[]> answer(Page page, HttpServletRequest request) {
        String path = request.getRequestURI();
        Topics.Content content = feeds.at(path, page).orElseThrow(Refusals::notFound);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.LINK,
                        "<" + Feeds.hub(page.site) + ">; rel=\"hub\", <" + page.site.publicUrl() + path
                                + ">; rel=\"self\"")
                .contentType(MediaType.parseMediaType(content.type()))
                .body(content.body());
    }
}
