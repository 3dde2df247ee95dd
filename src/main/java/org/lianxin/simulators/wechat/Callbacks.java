package org.lianxin.simulators.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.simulators.BadAnswer;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Publication;

/** What the platform sends to the account's address: signed, encrypted where the account wants it, three times at most. */
final class Callbacks {
    private static final String ADMINISTRATOR = "oAdministrator00000000000000";
    private final World world;
    private final Pushes pushes;
    private final Messages messages;

    Callbacks(World world, Pushes pushes, Messages messages) {
        this.world = world;
        this.pushes = pushes;
        this.messages = messages;
    }

    /** The head that all have, with what is special behind it. */
    static String xml(Account account, String from, Instant at, String type, String rest) {
        return "<xml>" + text("ToUserName", account.gh()) + text("FromUserName", from)
                + number("CreateTime", at.getEpochSecond()) + text("MsgType", type) + rest + "</xml>";
    }

    static String text(String name, String value) {
        return "<" + name + "><![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]></" + name + ">";
    }

    static String number(String name, long value) {
        return "<" + name + ">" + value + "</" + name + ">";
    }

    private String query(Account account, String encrypted) {
        String timestamp = Long.toString(world.equipment.clock().real().getEpochSecond());
        String nonce = Integer.toString(100_000_000 + (int) (Math.random() * 800_000_000));
        String query = "signature=" + Pushes.signature(account.token(), timestamp, nonce) + "&timestamp=" + timestamp
                + "&nonce=" + nonce;
        return encrypted.isEmpty()
                ? query
                : query + "&encrypt_type=aes&msg_signature="
                        + Pushes.signature(account.token(), timestamp, nonce, encrypted);
    }

    private static String at(Account account, String query) {
        return account.callback() + (account.callback().contains("?") ? "&" : "?") + query;
    }

    boolean echoes(Account account) {
        String echo = World.secret(8);
        return pushes.get(at(account, query(account, "") + "&echostr=" + echo))
                .body()
                .equals(echo);
    }

    /** What came of it: how often it was tried, the last status, and what the sender then sees. */
    Map<String, Object> push(Account account, Optional<Follower> sender, String xml) {
        if (account.callback().isEmpty()) {
            return Map.of("tries", 0);
        }
        String encrypted = account.aesKey().isEmpty() ? "" : new Cipher(account.aesKey(), account.appid()).encrypt(xml);
        String body = encrypted.isEmpty()
                ? xml
                : "<xml>" + text("ToUserName", account.gh()) + text("Encrypt", encrypted) + "</xml>";
        String address = at(
                account,
                query(account, encrypted) + "&openid="
                        + sender.map(Follower::openid).orElse(ADMINISTRATOR));
        Pushes.Result result = pushes.post(address, "text/xml", body);
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("tries", result.tries());
        shape.put("status", result.status());
        shape.put("answer", sender.map(s -> answer(account, s, result)).orElse(""));
        return shape;
    }

    private String answer(Account account, Follower sender, Pushes.Result result) {
        if (!result.taken()) {
            return "unavailable";
        } else if (PassiveAnswer.nothing(result.body().strip())) {
            return "none";
        }
        try {
            PassiveAnswer answer = PassiveAnswer.read(account, sender.openid(), result.body());
            return world.equipment.alone(() ->
                    messages.write(sender, true, answer.type(), answer.text()).id());
        } catch (PassiveAnswer.Unusable unusable) {
            return world.equipment.alone(() -> {
                world.badAnswers.put(new BadAnswer(
                        Integer.toString(world.badAnswers.size() + 1),
                        account.appid(),
                        sender.openid(),
                        String.valueOf(unusable.getMessage()),
                        world.time()));
                return "unavailable";
            });
        }
    }

    void finished(Publication p) {
        Account account = world.accounts.find(p.appid()).orElseThrow();
        String xml = xml(account, ADMINISTRATOR, world.time(), "event", p.mass() ? sent(p) : published(p));
        push(account, Optional.empty(), xml);
    }

    private static String published(Publication p) {
        StringBuilder info = new StringBuilder(number("publish_id", Long.parseLong(p.id())))
                .append(number("publish_status", p.state()));
        if (p.state() == 0) {
            info.append(text("article_id", p.articleId()))
                    .append("<article_detail>")
                    .append(number("count", p.articles().size()));
            for (int i = 1; i <= p.articles().size(); i++) {
                info.append("<item>")
                        .append(number("idx", i))
                        .append(text("article_url", p.url(i)))
                        .append("</item>");
            }
            info.append("</article_detail>");
        }
        p.failed().forEach(i -> info.append(number("fail_idx", i)));
        return text("Event", "PUBLISHJOBFINISH") + "<PublishEventInfo>" + info + "</PublishEventInfo>";
    }

    private String sent(Publication p) {
        long all = world.followers.all().stream()
                .filter(f -> f.appid().equals(p.appid()) && f.follows())
                .count();
        return text("Event", "MASSSENDJOBFINISH")
                + number("MsgID", Long.parseLong(p.id()))
                + text("Status", status(p.state()))
                + number("TotalCount", all)
                + number("FilterCount", all)
                + number("SentCount", p.state() == 0 ? all : 0)
                + number("ErrorCount", 0)
                + (p.state() == 0 ? urls(p) : "");
    }

    /** How a message to all ends that did not pass: 4 the content, 5 the administrator said no, 6 the administrator said nothing. */
    private static String status(int state) {
        return switch (state) {
            case 0 -> "send success";
            case 2 -> "err(30003)";
            case 4 -> "err(20001)";
            case 5 -> "err(40001)";
            case 6 -> "err(40002)";
            default -> "send fail";
        };
    }

    private static String urls(Publication p) {
        StringBuilder items = new StringBuilder();
        for (int i = 1; i <= p.articles().size(); i++) {
            items.append("<item>")
                    .append(number("ArticleIdx", i))
                    .append(text("ArticleUrl", p.url(i)))
                    .append("</item>");
        }
        return "<ArticleUrlResult>" + number("Count", p.articles().size()) + "<ResultList>" + items
                + "</ResultList></ArticleUrlResult>";
    }
}
