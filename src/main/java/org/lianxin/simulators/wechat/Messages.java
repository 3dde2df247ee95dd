package org.lianxin.simulators.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Contact;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Message;

/** Messages to one person: five within two days after they wrote, three within a minute after a tap, none to who left. */
final class Messages {
    private static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "voice",
            "video",
            "music",
            "news",
            "mpnews",
            "mpnewsarticle",
            "msgmenu",
            "miniprogrampage");
    private static final int LONGEST = 2_048;
    private final World world;

    Messages(World world) {
        this.world = world;
    }

    void wrote(Follower who) {
        world.contacts.put(new Contact(
                who.openid(), world.time().plus(Duration.ofDays(2)), (int) world.knob("messagesPerWindow")));
    }

    /** A tap does not shorten what a message has opened. */
    void tapped(Follower who) {
        boolean better = world.contacts
                .find(who.openid())
                .filter(c -> c.left() > 0 && c.until().isAfter(world.time().plusSeconds(60)))
                .isPresent();
        if (!better) {
            world.contacts.put(new Contact(who.openid(), world.time().plusSeconds(60), 3));
        }
    }

    Reply send(Ask ask) {
        Optional<Follower> to =
                world.followers.find(ask.text("touser")).filter(f -> f.appid().equals(ask.appid()));
        String type = ask.text("msgtype");
        String text = type.equals("text")
                ? ask.body().path("text").path("content").asString("")
                : ask.body().path(type).toString();
        if (to.isEmpty()) {
            return ask.no(40003);
        }
        if (!TYPES.contains(type) || !ask.body().has(type)) {
            return ask.no(40008);
        }
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return ask.no(45002);
        }
        if (!to.get().follows()) {
            return ask.no(43004);
        }
        Contact contact = world.contacts.find(to.get().openid()).orElse(null);
        if (contact == null || !contact.until().isAfter(world.time())) {
            return ask.no(45015);
        }
        if (contact.left() <= 0) {
            return ask.no(45047);
        }
        world.contacts.put(new Contact(contact.openid(), contact.until(), contact.left() - 1));
        Message message = write(to.get(), true, type, text);
        return Codes.ok().taking("message " + message.id());
    }

    Message write(Follower who, boolean byAccount, String type, String text) {
        return world.messages.put(
                new Message(world.messageId(), who.appid(), who.openid(), byAccount, type, text, world.time()));
    }
}
