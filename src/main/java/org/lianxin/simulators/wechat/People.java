package org.lianxin.simulators.wechat;

import static org.lianxin.simulators.wechat.Callbacks.number;
import static org.lianxin.simulators.wechat.Callbacks.text;
import static org.lianxin.simulators.wechat.Callbacks.xml;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Drawing;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Comment;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Message;
import org.lianxin.simulators.wechat.World.Publication;
import tools.jackson.databind.JsonNode;

/** What people do there, by script or by the page: follow, write, tap the menu, comment, take back. */
final class People {
    private static final Set<String> TAPS = Set.of("subscribe", "SCAN", "CLICK");
    private final World world;
    private final Messages messages;
    private final Callbacks callbacks;
    private final Materials materials;

    People(World world, Messages messages, Callbacks callbacks, Materials materials) {
        this.world = world;
        this.messages = messages;
        this.callbacks = callbacks;
        this.materials = materials;
    }

    /** {@code times} of the body: how often the same push is sent as if for the first time. */
    @Nullable
    Reply answer(Call call) {
        JsonNode body = call.json();
        if (call.path().equals("/sim/people/delete")) {
            return delete(Office.text(body, "comment", ""));
        }
        Account account = world.account(Office.text(body, "app", "")).orElse(null);
        if (account == null) {
            return Reply.wrong("no such account");
        }
        Follower who = world.person(account, Office.text(body, "name", "someone"));
        int times = Math.max(1, body.path("times").asInt(1));
        return switch (call.path()) {
            case "/sim/people/message" -> message(account, who, said(body), times);
            case "/sim/people/event" ->
                event(account, who, Office.text(body, "event", "subscribe"), Office.text(body, "key", ""), times);
            case "/sim/people/comment" ->
                comment(
                        account,
                        body.path("anonymous").asBoolean(false) ? null : who,
                        article(account, body),
                        body.path("index").asInt(0),
                        Office.text(body, "text", "?"));
            default -> null;
        };
    }

    /** Named by its msg_data_id, or by its title: the latest. */
    private String article(Account account, JsonNode body) {
        String title = Office.text(body, "title", "");
        return title.isEmpty()
                ? Office.text(body, "msg_data_id", "")
                : world.publications.newestFirst().stream()
                        .filter(p -> p.appid().equals(account.appid())
                                && p.articles().getFirst().title().equals(title))
                        .map(Publication::data)
                        .findFirst()
                        .orElse("");
    }

    /**
     * What somebody says.
     *
     * @param words of a place what it is called, of a link its title
     * @param picture of a message of that type; a plain one if none is given
     * @param more where a place is, what a link leads to
     */
    record Said(String type, String words, byte[] picture, JsonNode more) {
        static Said text(String words) {
            return new Said("text", words, new byte[0], Logbook.JSON.createObjectNode());
        }
    }

    private static Said said(JsonNode body) {
        String picture = Office.text(body, "picture", "");
        return new Said(
                Office.text(body, "type", "text"),
                Office.text(body, "text", "?"),
                picture.isEmpty() ? Drawing.plain() : Base64.getDecoder().decode(picture),
                body);
    }

    /** Whoever writes follows from then on. */
    Reply message(Account account, Follower someone, Said said, int times) {
        Follower who = someone.follows() ? someone : follow(someone, true);
        messages.wrote(who);
        Message message = messages.write(who, false, said.type(), said.words());
        String content = switch (said.type()) {
            case "image" -> {
                World.Media media = materials.sent(account.appid(), said.picture());
                yield text("PicUrl", "http://mmbiz.qpic.cn/mmbiz/" + media.file()) + text("MediaId", media.id());
            }
            case "voice" -> text("MediaId", World.secret(16)) + text("Format", "amr");
            case "location" ->
                plain("Location_X", Office.text(said.more(), "x", "35.2334"))
                        + plain("Location_Y", Office.text(said.more(), "y", "115.4807"))
                        + number("Scale", 16)
                        + text("Label", said.words());
            case "link" ->
                text("Title", said.words())
                        + text("Description", Office.text(said.more(), "description", ""))
                        + text("Url", Office.text(said.more(), "url", ""));
            default -> text("Content", said.words());
        };
        String xml = xml(
                account,
                who.openid(),
                message.at(),
                said.type(),
                content + number("MsgId", Long.parseLong(message.id())));
        return pushed(account, who, xml, message.id(), times);
    }

    private static String plain(String name, String value) {
        return "<" + name + ">" + Words.escape(value) + "</" + name + ">";
    }

    private Follower follow(Follower f, boolean follows) {
        return world.followers.put(new Follower(f.openid(), f.appid(), f.name(), follows, world.time()));
    }

    private Reply event(Account account, Follower someone, String event, String key, int times) {
        Follower who = event.endsWith("subscribe") ? follow(someone, event.equals("subscribe")) : someone;
        if (TAPS.contains(event)) {
            messages.tapped(who);
        }
        String xml = xml(account, who.openid(), world.time(), "event", text("Event", event) + text("EventKey", key));
        return pushed(account, who, xml, who.openid(), times);
    }

    private Reply pushed(Account account, Follower who, String xml, String id, int times) {
        return Reply.json(Map.of()).after(() -> {
            List<Map<String, Object>> pushes = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                pushes.add(callbacks.push(account, Optional.of(who), xml));
            }
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("id", id);
            shape.put("openid", who.openid());
            shape.put("pushes", pushes);
            return Reply.json(shape);
        });
    }

    /** Nobody is told of it. */
    Reply comment(Account account, @Nullable Follower who, String data, int index, String words) {
        Optional<Publication> article = world.published(account.appid(), data);
        if (article.isEmpty() || !world.open(article.get(), index)) {
            return Reply.wrong("no such article, or it takes no comments");
        }
        Comment comment = world.comments.put(new Comment(
                world.commentId(),
                account.appid(),
                data,
                index,
                who == null ? "" : who.openid(),
                words,
                world.time(),
                "",
                null,
                false,
                false));
        return Reply.json(Map.of("id", comment.id()));
    }

    private Reply delete(String id) {
        return world.comments
                .find(id)
                .map(c -> Reply.json(world.comments.put(Comments.with(c, c.reply(), c.replied(), c.elected(), true))))
                .orElseGet(() -> Reply.wrong("no such comment"));
    }
}
