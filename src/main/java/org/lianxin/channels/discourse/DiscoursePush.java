package org.lianxin.channels.discourse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Pushed;
import org.lianxin.kernel.Keys;
import org.lianxin.registry.Platform;
import org.lianxin.web.Open;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a forum pushes, signed over its very bytes with the secret of this one account. Only registered, then answered; a forum asks again
 * when it gets no answer, and the same post again is the same message. Never 404 or 410, since a forum stops for good after some of these.
 */
@Controller
@Open
class DiscoursePush {
    /** A post of the longest kind comes twice in one push, as written and as shown. */
    private static final int MOST = 512 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connections connections;
    private final DiscourseHeard heard;

    DiscoursePush(Connections connections, DiscourseHeard heard) {
        this.connections = connections;
        this.heard = heard;
    }

    @PostMapping("/hooks/discourse/{account}")
    ResponseEntity<String> push(
            @PathVariable String account,
            @RequestHeader(name = "X-Discourse-Event", defaultValue = "") String event,
            @RequestHeader(name = "X-Discourse-Event-Signature", defaultValue = "") String signature,
            HttpServletRequest request)
            throws IOException {
        Optional<Connection> connection = connections
                .pushed(account, Platform.FORUM)
                .filter(c -> !c.secret("hook").isEmpty() && signature.startsWith("sha256="));
        if (connection.isEmpty()) {
            return ResponseEntity.status(403).build();
        }
        Optional<byte[]> body = Pushed.body(request, MOST);
        if (body.isEmpty()) {
            return ResponseEntity.status(413).build();
        } else if (!MessageDigest.isEqual(
                signature(connection.get().secret("hook"), body.get()).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8))) {
            return ResponseEntity.status(403).build();
        }
        try {
            JsonNode post = JSON.readTree(body.get()).path("post");
            switch (event) {
                case "post_created" -> heard.post(connection.get(), post);
                case "post_destroyed" -> heard.destroyed(connection.get(), post);
                case "post_recovered" -> heard.recovered(connection.get(), post);
                default -> {
                    // a ping, or what we did not ask for
                }
            }
        } catch (JacksonException unreadable) {
            return ResponseEntity.badRequest().build();
        }
        return ResponseEntity.ok().body("");
    }

    static String signature(String secret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(Keys.hmac(secret.getBytes(StandardCharsets.UTF_8), body));
    }
}
