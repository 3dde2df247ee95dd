package org.lianxin.simulators.weibo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lianxin.simulators.BadAnswer;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.Contact;
import org.lianxin.simulators.weibo.World.Message;
import org.lianxin.simulators.weibo.World.User;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The fan service platform: what citizens send is pushed, without an id; who may answer them, how often, until when. */
final class Fans {
    static final Duration WINDOW = Duration.ofDays(2);
    private static final int LONGEST_TEXT = 300;
    private final World world;
    private final Pushes pushes;

    Fans(World world, Pushes pushes) {
        this.world = world;
        this.pushes = pushes;
    }

    /** After a message, a follow, a click: as often as one likes. After a mention: once. */
    void opens(User office, User citizen, boolean mention) {
        Contact now =
                world.contacts.find(World.contact(office.uid(), citizen.uid())).orElse(null);
        boolean better = now != null && now.left() < 0 && now.until().isAfter(world.time());
        if (!mention || !better) {
            world.contacts.put(
                    new Contact(office.uid(), citizen.uid(), world.time().plus(WINDOW), mention ? 1 : -1));
        }
    }

    void closes(User office, User citizen) {
        world.contacts.put(new Contact(office.uid(), citizen.uid(), world.time(), 0));
    }

    private boolean may(String office, String citizen) {
        return world.contacts
                .find(World.contact(office, citizen))
                .filter(c -> c.left() != 0 && c.until().isAfter(world.time()))
                .isPresent();
    }

    Reply reply(Ask ask) {
        String to = ask.text("receiver_id");
        if (world.users.find(to).isEmpty()) {
            return ask.no(20003);
        }
        String text = content(ask.text("type"), ask.text("data"));
        if (text.isEmpty() || text.codePointCount(0, text.length()) >= LONGEST_TEXT) {
            return ask.no(20302);
        }
        if (!may(ask.user().uid(), to)) {
            return ask.no(20301);
        }
        Message sent = send(ask.user().uid(), to, ask.text("type"), text);
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("result", true);
        shape.put("sender_id", Long.parseLong(ask.user().uid()));
        shape.put("receiver_id", Long.parseLong(to));
        shape.put("type", ask.text("type"));
        shape.put("data", ask.text("data"));
        return Reply.json(shape).taking("message " + sent.id());
    }

    private Message send(String office, String citizen, String type, String text) {
        Contact contact = world.contacts.find(World.contact(office, citizen)).orElseThrow();
        if (contact.left() > 0) {
            world.contacts.put(new Contact(office, citizen, contact.until(), contact.left() - 1));
        }
        return world.messages.put(new Message(world.nextId(), office, citizen, type, text, world.time()));
    }

    /** The text of it, or what stands for it; empty if it is none of the kinds. */
    private static String content(String type, String data) {
        try {
            JsonNode json = Logbook.JSON.readTree(data);
            return switch (type) {
                case "text" -> json.path("text").asString("");
                case "articles" ->
                    json.path("articles").path(0).path("display_name").asString("");
                case "position" -> json.path("longitude").asString("");
                default -> "";
            };
        } catch (JacksonException none) {
            return "";
        }
    }

    private String address(User office, String more) {
        App app = world.apps.find(office.pushApp()).orElseThrow();
        String timestamp = Long.toString(world.equipment.clock().real().toEpochMilli());
        String nonce = World.secret("").substring(0, 8);
        String signature = Pushes.signature(app.secret(), timestamp, nonce);
        return office.push() + (office.push().contains("?") ? "&" : "?") + "signature=" + signature + "&timestamp="
                + timestamp + "&nonce=" + nonce + more;
    }

    /** Whether the address echoes as it must. */
    boolean echoes(User office) {
        String echo = World.secret("").substring(0, 10);
        return pushes.get(address(office, "&echostr=" + echo)).body().equals(echo);
    }

    /** @param type text, image, event, mention … */
    record Sent(String type, User sender, Instant at, String text, Map<String, ?> data) {}

    /** The same body, once and up to three times; a passive answer in the response is taken as a message. */
    Map<String, Object> push(User office, Sent sent) {
        if (office.push().isEmpty()) {
            return Map.of("tries", 0);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", sent.type());
        body.put("receiver_id", Long.parseLong(office.uid()));
        body.put("sender_id", Long.parseLong(sent.sender().uid()));
        body.put("created_at", Shapes.when(sent.at()));
        body.put("text", sent.text());
        body.put("data", sent.data());
        Pushes.Result result =
                pushes.post(address(office, ""), "application/json", Logbook.JSON.writeValueAsString(body));
        String answer = result.body().isBlank() ? "none" : passive(office, sent.sender(), result.body());
        return Map.of("tries", result.tries(), "status", result.status(), "answer", answer);
    }

    private String passive(User office, User citizen, String body) {
        return world.equipment.alone(() -> {
            String wrong = wrong(office, citizen, body);
            if (wrong.isEmpty()) {
                JsonNode json = Logbook.JSON.readTree(body);
                String type = json.path("type").asString("");
                return send(office.uid(), citizen.uid(), type, content(type, data(json)))
                        .id();
            }
            world.badAnswers.put(new BadAnswer(
                    Integer.toString(world.badAnswers.size() + 1), office.uid(), citizen.uid(), wrong, world.time()));
            return "refused";
        });
    }

    private static String data(JsonNode json) {
        return URLDecoder.decode(json.path("data").asString(""), StandardCharsets.UTF_8);
    }

    /** What is wrong with an answer to a push; empty if nothing is. */
    private String wrong(User office, User citizen, String body) {
        try {
            JsonNode json = Logbook.JSON.readTree(body);
            if (!json.path("result").asBoolean(false)) {
                return "result is not true";
            } else if (!json.path("sender_id").asString("").equals(office.uid())) {
                return "sender_id is not the account";
            } else if (!json.path("receiver_id").asString("").equals(citizen.uid())) {
                return "receiver_id is not whoever wrote";
            } else if (!json.path("data").asString("").matches("(?:[A-Za-z0-9._*~+-]|%[0-9A-Fa-f]{2})+")) {
                return "data is not encoded";
            }
            String text = content(json.path("type").asString(""), data(json));
            if (text.isEmpty()) {
                return "no words";
            } else if (text.codePointCount(0, text.length()) >= LONGEST_TEXT) {
                return "too long";
            }
            return may(office.uid(), citizen.uid()) ? "" : "may not be written to";
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return "not JSON";
        }
    }

    static final Set<String> OPENING = Set.of("follow", "subscribe", "click", "scan", "scan_follow");
}
