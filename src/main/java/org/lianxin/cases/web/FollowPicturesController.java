package org.lianxin.cases.web;

import org.lianxin.cases.Following;
import org.lianxin.cases.Reply;
import org.lianxin.media.Media;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pictures of answers, for the citizen who has shown the key: what nobody else may read has no public address. */
@RestController
@Open
class FollowPicturesController {
    private final Following following;
    private final Media media;

    FollowPicturesController(Following following, Media media) {
        this.following = following;
        this.media = media;
    }

    @GetMapping("/follow/{view}/pictures/{hash}/{size}")
    ResponseEntity<Resource> show(@PathVariable String view, @PathVariable String hash, @PathVariable String size) {
        return following
                .seen(view)
                .filter(letter -> following.answers(letter).stream()
                        .filter(r -> r.state() == Reply.State.SENT)
                        .anyMatch(r ->
                                r.pictures().stream().anyMatch(p -> p.hash().equals(hash))))
                .flatMap(letter -> media.kept(hash, size))
                .orElseThrow(Refusals::notFound)
                .sent(CacheControl.noStore());
    }
}
