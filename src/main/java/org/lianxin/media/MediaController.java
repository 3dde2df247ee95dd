package org.lianxin.media;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Hands out files and takes uploads of the staff. Parts of a file are answered with 206, as players ask for them. */
@RestController
class MediaController {
    private final Media media;
    private final List<Viewing> viewings;

    MediaController(Media media, List<Viewing> viewings) {
        this.media = media;
        this.viewings = viewings;
    }

    /**
     * Caches may keep it but ask each time, as they do for the page around it: what is withdrawn, or no longer agreed to, is gone with the next
     * request and not when some time has run out. Asking costs one look at the tag and no bytes.
     */
    @GetMapping("/media/{hash}/{size}")
    @Open
    ResponseEntity<Resource> show(@PathVariable String hash, @PathVariable String size) {
        Served served = media.shown(hash, size).orElseThrow(Refusals::notFound);
        return served.sent(CacheControl.maxAge(Duration.ZERO).mustRevalidate().cachePublic());
    }

    @GetMapping("/console/media/{hash}/{size}")
    @Access
    ResponseEntity<Resource> look(@PathVariable String hash, @PathVariable String size, Person person) {
        Served served =
                media.kept(hash, size).filter(found -> maySee(hash, person)).orElseThrow(Refusals::notFound);
        return served.sent(CacheControl.noStore());
    }

    private boolean maySee(String hash, Person person) {
        return media.uploadedBy(hash, person.id()) || viewings.stream().anyMatch(v -> v.maySee(hash, person));
    }

    /** What the composer needs to know of an upload; {@code url} shows it to whoever may see it. */
    record Uploaded(String hash, String kind, String mediaType, int width, int height, long bytes, String url) {
        static Uploaded of(Stored stored) {
            String url = "/console/media/" + stored.hash() + "/"
                    + (stored.kind() == Stored.Kind.VIDEO ? "original" : "medium");
            return new Uploaded(
                    stored.hash(),
                    stored.kind().name(),
                    stored.mediaType(),
                    stored.width(),
                    stored.height(),
                    stored.bytes(),
                    url);
        }
    }

    /** For the composer's script, so a refusal is problem details here as well. */
    @PostMapping("/console/media")
    @Access({Role.EDITOR, Role.PARTNER, Role.LEADER, Role.SPOKESPERSON, Role.OFFICE})
    ResponseEntity<?> create(@RequestParam(required = false) @Nullable MultipartFile file, Person person, Page page)
            throws IOException {
        return switch (keep(file, person)) {
            case Outcome.Done<Stored>(Stored stored) ->
                ResponseEntity.status(201).body(Uploaded.of(stored));
            case Outcome.Refused<Stored> refused -> {
                ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                        HttpStatus.valueOf(refused.kind().status()), page.t.of(refused.key(), refused.arguments()));
                problem.setType(URI.create("urn:lianxin:" + refused.key()));
                yield ResponseEntity.status(refused.kind().status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem);
            }
        };
    }

    @PostMapping("/rest/v1/media")
    @Access({Role.EDITOR, Role.PARTNER, Role.LEADER, Role.SPOKESPERSON, Role.OFFICE})
    ResponseEntity<Uploaded> upload(@RequestParam(required = false) @Nullable MultipartFile file, Person person)
            throws IOException {
        return ResponseEntity.status(201).body(Uploaded.of(Refusals.orRefuse(keep(file, person))));
    }

    private Outcome<Stored> keep(@Nullable MultipartFile file, Person person) throws IOException {
        if (file == null || file.isEmpty()) {
            return Outcome.invalid("file", "media.empty");
        }
        try (var in = file.getInputStream()) {
            return media.upload(in, person.id());
        }
    }
}
