package org.lianxin.api.mastodon;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Served;
import org.lianxin.media.Stored;
import org.lianxin.web.ForApps;
import org.lianxin.web.Forms;
import org.lianxin.web.Open;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.node.ObjectNode;

/** Pictures and videos for a post to come. They are ready at once: what is answered has been decoded and written anew. */
@RestController("appMediaController")
class MediaController {
    private final Media media;
    private final Brought brought;
    private final MediaJson json;

    MediaController(Media media, Brought brought, MediaJson json) {
        this.media = media;
        this.brought = brought;
        this.json = json;
    }

    @PostMapping({"/api/v1/media", "/api/v2/media"})
    @ForApps("write:media")
    ObjectNode bring(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file, Params params, Caller caller)
            throws IOException {
        Person by = caller.me();
        if (file == null || file.isEmpty()) {
            throw Refusals.of(Outcome.invalid("file", "media.empty"));
        }
        try (InputStream in = file.getInputStream()) {
            Stored stored = Refusals.orRefuse(media.upload(in, by.id()));
            return shown(Refusals.orRefuse(brought.enter(stored, params.text("description"), by)));
        }
    }

    @GetMapping("/api/v1/media/{id}")
    @ForApps("write:media")
    ObjectNode show(@PathVariable String id, Caller caller) {
        return shown(brought.find(Forms.id(id), caller.me()).orElseThrow(Refusals::notFound));
    }

    @PutMapping("/api/v1/media/{id}")
    @ForApps("write:media")
    ObjectNode describe(@PathVariable String id, Params params, Caller caller) {
        return params.has("description")
                ? shown(Refusals.orRefuse(brought.describe(Forms.id(id), params.text("description"), caller.me())))
                : show(id, caller);
    }

    private ObjectNode shown(Brought.One one) {
        return json.brought(Long.toString(one.id()), one.file());
    }

    /** What is not public yet, for whoever was told this address today or yesterday: apps fetch pictures without their token. */
    @GetMapping("/api/previews/{id}/{size}")
    @Open
    ResponseEntity<Resource> preview(@PathVariable String id, @PathVariable String size) {
        Served served = media.kept(json.file(id), size).orElseThrow(Refusals::notFound);
        return served.sent(CacheControl.noStore());
    }
}
