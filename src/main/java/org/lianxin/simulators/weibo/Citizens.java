package org.lianxin.simulators.weibo;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Drawing;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.Fans.Sent;
import org.lianxin.simulators.weibo.World.Comment;
import org.lianxin.simulators.weibo.World.Message;
import org.lianxin.simulators.weibo.World.Status;
import org.lianxin.simulators.weibo.World.User;
import tools.jackson.databind.JsonNode;

/** What people do there, by script or by the page: write, comment, answer, send a message, follow, take back. */
final class Citizens {
    private final World world;
    private final Commenting commenting;
    private final Fans fans;
    private final Publishing publishing;

    Citizens(World world, Commenting commenting, Fans fans, Publishing publishing) {
        this.world = world;
        this.commenting = commenting;
        this.fans = fans;
        this.publishing = publishing;
    }

    /** {@code times} of the body: how often the same push is sent as if for the first time. */
    @Nullable
    Reply answer(Call call) {
        JsonNode body = call.json();
        User who = world.citizen(Office.text(body, "name", "citizen"));
        return switch (call.path()) {
            case "/sim/people/status" -> status(who, body);
            case "/sim/people/comment" ->
                world.status(Office.text(body, "status", ""))
                        .map(s -> comment(who, s, Office.text(body, "text", "?"), "", body))
                        .orElseGet(() -> Reply.wrong("no such status"));
            case "/sim/people/reply" ->
                world.comment(Office.text(body, "comment", ""))
                        .map(c -> comment(
                                who,
                                world.status(c.status()).orElseThrow(),
                                Office.text(body, "text", "?"),
                                c.id(),
                                body))
                        .orElseGet(() -> Reply.wrong("no such comment"));
            case "/sim/people/delete" -> delete(Office.text(body, "id", ""));
            case "/sim/people/message" -> message(who, body);
            case "/sim/people/event" -> event(who, body);
            case "/sim/people/figures" -> figures(body);
            default -> null;
        };
    }

    private Reply status(User who, JsonNode body) {
        Status status = world.statuses.put(new Status(
                world.nextId(),
                who.uid(),
                "",
                Office.text(body, "text", "?"),
                List.of(),
                world.time(),
                world.time(),
                "",
                0,
                0,
                false));
        return mentioned(who, status.text(), "status", status.id(), body);
    }

    /** As a citizen writes it under a post, by the page too. */
    Comment comment(User who, Status status, String text, String answers) {
        return commenting.write(status.id(), who.uid(), "", text, answers);
    }

    private Reply comment(User who, Status status, String text, String answers, JsonNode body) {
        return mentioned(
                who, text, "comment", comment(who, status, text, answers).id(), body);
    }

    /** Whoever is named with an @ hears of it, if they have an address. */
    private Reply mentioned(User who, String text, String kind, String id, JsonNode body) {
        List<User> named = world.users.all().stream()
                .filter(u -> u.office() && Wording.mentions(text, u.name()))
                .toList();
        named.forEach(office -> fans.opens(office, who, true));
        Sent sent = new Sent("mention", who, world.time(), text, Map.of("subtype", kind, "key", id));
        return Reply.json(Map.of("id", id)).after(() -> pushed(named, sent, id, body));
    }

    private Reply pushed(List<User> offices, Sent sent, String id, JsonNode body) {
        List<Map<String, Object>> pushes = new ArrayList<>();
        for (User office : offices) {
            for (int i = 0; i < Math.max(1, body.path("times").asInt(1)); i++) {
                pushes.add(fans.push(office, sent));
            }
        }
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", id);
        shape.put("pushes", pushes);
        return Reply.json(shape);
    }

    private Reply delete(String id) {
        Optional<Comment> comment = world.comment(id);
        comment.ifPresent(commenting::delete);
        Optional<Status> status = world.status(id);
        status.ifPresent(s -> world.statuses.put(Publishing.deleted(s)));
        return comment.isEmpty() && status.isEmpty() ? Reply.wrong("no such thing") : Reply.json(Map.of("id", id));
    }

    private Reply message(User who, JsonNode body) {
        User office = world.user(Office.text(body, "to", "")).orElse(null);
        if (office == null) {
            return Reply.wrong("no such account");
        }
        String type = Office.text(body, "type", "text");
        Message message = world.messages.put(new Message(
                world.nextId(), who.uid(), office.uid(), type, Office.text(body, "text", "?"), world.time()));
        fans.opens(office, who, false);
        Map<String, ?> data = switch (type) {
            case "position" -> Map.of("longitude", "116.308586", "latitude", "39.982525");
            case "image" -> attached(office, Office.text(body, "picture", ""));
            case "voice" -> Map.of("vfid", 821804459, "tovfid", 821804469);
            default -> Map.of();
        };
        Sent sent = new Sent(type, who, message.at(), message.text(), data);
        return Reply.json(Map.of()).after(() -> pushed(List.of(office), sent, message.id(), body));
    }

    /** @param picture in Base64; empty: a plain one */
    private Map<String, ?> attached(User office, String picture) {
        byte[] bytes = picture.isEmpty() ? Drawing.plain() : Base64.getDecoder().decode(picture);
        long theirs = Long.parseLong(world.nextId());
        String ours = world.nextId();
        world.attachments.put(new World.Attachment(ours, office.uid(), publishing.store(bytes)));
        return Map.of("vfid", theirs, "tovfid", Long.parseLong(ours));
    }

    private Reply event(User who, JsonNode body) {
        User office = world.user(Office.text(body, "to", "")).orElse(null);
        if (office == null) {
            return Reply.wrong("no such account");
        }
        String subtype = Office.text(body, "subtype", "follow");
        if (Fans.OPENING.contains(subtype)) {
            fans.opens(office, who, false);
        } else {
            fans.closes(office, who);
        }
        if (subtype.endsWith("follow") && !subtype.startsWith("scan")) {
            long followers = office.followers() + (subtype.equals("follow") ? 1 : -1);
            world.users.put(new User(
                    office.uid(), office.name(), true, Math.max(0, followers), office.push(), office.pushApp()));
        }
        Map<String, String> data = new LinkedHashMap<>(Map.of("subtype", subtype));
        if (body.has("key")) {
            data.put("key", Office.text(body, "key", ""));
        }
        Sent sent = new Sent("event", who, world.time(), subtype, data);
        return Reply.json(Map.of()).after(() -> pushed(List.of(office), sent, "", body));
    }

    private Reply figures(JsonNode body) {
        return world.status(Office.text(body, "status", ""))
                .map(s -> Reply.json(world.statuses.put(Publishing.figures(
                        s,
                        body.path("reposts").asLong(s.reposts()),
                        body.path("likes").asLong(s.likes())))))
                .orElseGet(() -> Reply.wrong("no such status"));
    }
}
