package org.lianxin.api.mastodon.streaming;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Callers;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Streams of events for apps that read them over a plain answer that does not end. */
@RestController
class StreamsController {
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final long NEVER = 0;

    private final Hub hub;

    StreamsController(Hub hub) {
        this.hub = hub;
    }

    @Open
    @GetMapping(path = "/api/v1/streaming/health", produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "OK";
    }

    @ForApps
    @GetMapping("/api/v1/streaming")
    ResponseEntity<ResponseBodyEmitter> named(
            @RequestParam(defaultValue = "") String stream,
            @RequestParam(defaultValue = "") String tag,
            HttpServletRequest request) {
        return listen(stream, tag, request);
    }

    @ForApps
    @GetMapping("/api/v1/streaming/{stream}")
    ResponseEntity<ResponseBodyEmitter> one(
            @PathVariable String stream, @RequestParam(defaultValue = "") String tag, HttpServletRequest request) {
        return listen(stream, tag, request);
    }

    @ForApps
    @GetMapping("/api/v1/streaming/{stream}/{part}")
    ResponseEntity<ResponseBodyEmitter> part(
            @PathVariable String stream,
            @PathVariable String part,
            @RequestParam(defaultValue = "") String tag,
            HttpServletRequest request) {
        return listen(stream + ":" + part, tag, request);
    }

    private ResponseEntity<ResponseBodyEmitter> listen(String word, String tag, HttpServletRequest request) {
        Stream stream = Stream.of(word, tag).orElseThrow(Refusals::notFound);
        Caller caller = Caller.of(request);
        String token = Callers.token(request);
        if (caller == null
                || token == null
                || !caller.scopes().cover(stream.kind().scope())) {
            throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.scope-missing"));
        }
        ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
        Listener listener = hub.listen(caller, token, new Events(emitter))
                .orElseThrow(() -> Refusals.of(Outcome.refused(Outcome.Kind.TOO_MANY, "apps.too-many-streams")));
        listener.streams().add(stream);
        emitter.onCompletion(listener::end);
        emitter.onTimeout(listener::end);
        emitter.onError(gone -> listener.end());
        listener.start();
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    /** With a space behind each name, and one line for a sign of life: some libraries take an empty line for an event. */
    private record Events(ResponseBodyEmitter emitter) implements Sink {
        @Override
        public void say(Stream stream, String event, String payload) throws IOException {
            emitter.send("event: " + event + "\ndata: " + payload + "\n\n", TEXT);
        }

        @Override
        public void beat() throws IOException {
            emitter.send(":thump\n", TEXT);
        }

        @Override
        public void close() {
            emitter.complete();
        }
    }
}
