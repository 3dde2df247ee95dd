package org.lianxin.channels.weibo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Polls;
import org.lianxin.channels.Pushed;
import org.lianxin.channels.Receipts;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Pictured;
import org.lianxin.kernel.Hash;
import org.lianxin.registry.Platform;
import org.lianxin.web.Open;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Weibo pushes: private messages and mentions, signed with the application's secret. An empty answer means taken; without one Weibo
 * asks again, three times in all, so everything is registered before it is given. Of a mention in a comment it does not say under which post
 * that is, without which nobody can answer there, so it is a reason to fetch those mentions soon and no more. Whoever wrote privately what
 * has become a case gets a receipt in the answer; a mention may be answered only once, so that is left to people. Messages have no number
 * of their own there: sender, second and words make one.
 */
@Controller
@Open
@RequestMapping("/hooks/weibo/{account}")
class WeiboPush {
    /** In characters; Weibo's word for what a text may be that answers a push. */
    private static final int SHORTER_THAN = 300;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Apps apps;
    private final Connections connections;
    private final WeiboTimeline timeline;
    private final Receipts receipts;
    private final Ways ways;

    WeiboPush(Apps apps, Connections connections, WeiboTimeline timeline, Receipts receipts, Ways ways) {
        this.apps = apps;
        this.connections = connections;
        this.timeline = timeline;
        this.receipts = receipts;
        this.ways = ways;
    }

    /** In which what was said gets here: with the push, or by asking for it. */
    @Component
    record Ways(Pictured arrivals, Polls polls) {}

    /** Weibo asks whether the address is ours. */
    @GetMapping
    ResponseEntity<String> check(
            @PathVariable String account,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String nonce,
            @RequestParam(defaultValue = "") String echostr) {
        return Pushed.echo(
                connections.pushed(account, Platform.WEIBO).isPresent() && signed(signature, timestamp, nonce),
                echostr);
    }

    @PostMapping
    ResponseEntity<String> push(
            @PathVariable String account,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String nonce,
            HttpServletRequest request)
            throws IOException {
        long began = System.nanoTime();
        Optional<Connection> connection = connections.pushed(account, Platform.WEIBO);
        if (connection.isEmpty() || !signed(signature, timestamp, nonce)) {
            return ResponseEntity.status(403).build();
        }
        Optional<byte[]> body = Pushed.body(request);
        if (body.isEmpty()) {
            return ResponseEntity.status(413).build();
        }
        try {
            JsonNode pushed = JSON.readTree(body.get());
            if (!pushed.path("receiver_id").asString("").equals(connection.get().remoteId())) {
                return ResponseEntity.status(403).build();
            }
            return arrival(connection.get(), pushed)
                    .map(arrival -> ways.arrivals().arrive(arrival, pictures(pushed)))
                    .flatMap(message -> receipts.of(message, began, SHORTER_THAN))
                    .map(words -> receipt(pushed, words))
                    .orElseGet(() -> ResponseEntity.ok().body(""));
        } catch (JacksonException unreadable) {
            return ResponseEntity.badRequest().build();
        }
    }

    /** The copy that is meant for whoever gets the message. */
    private static List<String> pictures(JsonNode pushed) {
        return pushed.path("type").asString("").equals("image")
                ? WeiboFetches.source(pushed.path("data").path("tovfid").asString("")).stream()
                        .toList()
                : List.of();
    }

    /** Goes back to whoever wrote. What is in it is encoded as a form would be. */
    private static ResponseEntity<String> receipt(JsonNode pushed, String words) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", true);
        answer.put("sender_id", pushed.path("receiver_id").asString(""));
        answer.put("receiver_id", pushed.path("sender_id").asString(""));
        answer.put("type", "text");
        // a blank as %20, which is read as one everywhere
        answer.put(
                "data",
                URLEncoder.encode(JSON.writeValueAsString(Map.of("text", words)), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        return ResponseEntity.ok()
                .header("Content-Type", "application/json;charset=UTF-8")
                .body(JSON.writeValueAsString(answer));
    }

    private boolean signed(String signature, String timestamp, String nonce) {
        return apps.of(Platform.WEIBO)
                .filter(app -> Pushed.signed(signature, app.secret(), timestamp, nonce))
                .isPresent();
    }

    /** Empty for what is no word of anybody: events, and kinds that come up later. */
    private Optional<Arrival> arrival(Connection connection, JsonNode pushed) {
        String type = pushed.path("type").asString("");
        boolean mention = type.equals("mention");
        if (!mention && !List.of("text", "position", "voice", "image").contains(type)) {
            return Optional.empty();
        }
        String sender = pushed.path("sender_id").asString("");
        String at = pushed.path("created_at").asString("");
        String text = pushed.path("text").asString("");
        JsonNode data = pushed.path("data");
        if (mention && !data.path("subtype").asString("status").equals("status")) {
            ways.polls().soon(connection.account());
            return Optional.empty();
        }
        String key = data.path("key").asString("");
        String id = mention
                ? "status/" + key
                : "message/" + Hash.sha256(sender + "\n" + at + "\n" + type + "\n" + text + "\n" + data);
        if (mention && !key.matches("[0-9]{1,20}")) {
            return Optional.empty();
        }
        return Optional.of(new Arrival(
                connection.account(),
                id,
                mention ? id : "private/" + Hash.sha256(connection.remoteId() + "/" + sender),
                "",
                mention ? Arrival.Way.MENTION : Arrival.Way.PRIVATE,
                text,
                mention ? timeline.url(sender, key) : "",
                new Arrival.Author(sender, ""),
                WeiboTimeline.instant(at),
                List.of()));
    }
}
