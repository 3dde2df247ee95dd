package org.lianxin.simulators.discourse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.discourse.World.Hook;
import org.lianxin.simulators.discourse.World.Post;

/** Webhooks: signed over the very bytes, asked again after five minutes, twenty-five, a hundred and twenty-five, and once more. */
final class Hooks {
    private static final int TRIES = 4;

    private final World world;
    private final Shapes shapes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Hooks(World world, Shapes shapes) {
        this.world = world;
        this.shapes = shapes;
    }

    /** Without keeping anybody waiting. */
    void later(String event, Post post) {
        String body = body(post);
        world.hooks.all().forEach(hook -> Thread.startVirtualThread(() -> push(hook, event, body, 1)));
    }

    /** Now, and what each answered. */
    List<Integer> now(String event, Post post) {
        String body = body(post);
        List<Integer> answers = new ArrayList<>();
        world.hooks.all().forEach(hook -> answers.add(push(hook, event, body, 1)));
        return answers;
    }

    int ping(Hook hook) {
        return push(hook, "ping", Logbook.JSON.writeValueAsString(Map.of("ping", "OK")), TRIES);
    }

    private String body(Post post) {
        return Logbook.JSON.writeValueAsString(Map.of("post", shapes.post(post, true)));
    }

    private int push(Hook hook, String event, String body, int tried) {
        int status = send(hook, event, body);
        if (status / 100 != 2 && tried <= TRIES) {
            world.equipment
                    .clock()
                    .at(
                            world.time().plus(Duration.ofMinutes((long) Math.pow(5, tried))),
                            () -> push(hook, event, body, tried + 1));
        }
        return status;
    }

    private int send(Hook hook, String event, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(hook.url()))
                                    .timeout(Duration.ofMillis(world.knob("pushTimeoutMs")))
                                    .header("Content-Type", "application/json")
                                    .header("X-Discourse-Instance", "http://127.0.0.1")
                                    .header(
                                            "X-Discourse-Event-Id",
                                            UUID.randomUUID().toString())
                                    .header("X-Discourse-Event-Type", event.equals("ping") ? "ping" : "post")
                                    .header("X-Discourse-Event", event)
                                    .header("X-Discourse-Event-Signature", signature(hook.secret(), bytes))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
