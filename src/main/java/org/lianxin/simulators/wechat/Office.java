package org.lianxin.simulators.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Figures;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Outcome;
import org.lianxin.simulators.wechat.World.Publication;
import tools.jackson.databind.JsonNode;

/** The platform's back office: accounts, their address for pushes, how the next jobs end, what was counted. */
final class Office {
    private static final int MOST_AT_ONCE = 10_000;

    private final World world;
    private final Callbacks callbacks;

    Office(World world, Callbacks callbacks) {
        this.world = world;
        this.callbacks = callbacks;
    }

    @Nullable
    Reply answer(Call call) {
        boolean post = call.method().equals("POST");
        JsonNode body = call.json();
        return switch (call.path()) {
            case "/sim/apps" -> Reply.json(post ? account(body) : world.accounts.all());
            case "/sim/users" -> post ? followers(body) : Reply.json(world.followers.all());
            case "/sim/pushes" -> post ? push(body) : null;
            case "/sim/outcomes" -> post ? Reply.json(outcome(body)) : Reply.json(world.outcomes.all());
            case "/sim/figures" -> post ? figures(body) : Reply.json(world.figures.all());
            default -> null;
        };
    }

    private Account account(JsonNode body) {
        String appid = text(body, "appid", "wx" + World.secret(8));
        Optional<Account> before = world.accounts.find(appid);
        return world.accounts.put(new Account(
                appid,
                text(body, "secret", before.map(Account::secret).orElseGet(() -> World.secret(16))),
                text(body, "gh", before.map(Account::gh).orElseGet(() -> "gh_" + World.secret(6))),
                text(body, "name", appid),
                before.map(Account::token).orElse(""),
                before.map(Account::aesKey).orElse(""),
                before.map(Account::callback).orElse(""),
                body.path("comments").asBoolean(true),
                web(body, before.map(Account::web).orElse(World.Web.NONE))));
    }

    private static World.Web web(JsonNode body, World.Web before) {
        return new World.Web(
                body.path("service").asBoolean(before.service()),
                text(body, "domain", before.domain()),
                text(body, "page", before.page()));
    }

    /** The address must echo before anything is pushed there. */
    private Reply push(JsonNode body) {
        Account now = world.account(text(body, "app", "")).orElse(null);
        if (now == null) {
            return Reply.wrong("no such account");
        }
        Account then = new Account(
                now.appid(),
                now.secret(),
                now.gh(),
                now.name(),
                text(body, "token", ""),
                text(body, "aesKey", ""),
                text(body, "url", ""),
                now.comments(),
                now.web());
        return Reply.json(Map.of())
                .after(() -> !then.callback().isEmpty() && !callbacks.echoes(then)
                        ? Reply.wrong("the address does not echo")
                        : world.equipment.alone(() -> Reply.json(List.of(world.accounts.put(then)))));
    }

    /** So many people, who have no name and say nothing, have followed the account for so many days. */
    private Reply followers(JsonNode body) {
        Account account = world.account(text(body, "app", "")).orElse(null);
        int number = body.path("number").asInt(0);
        int days = body.path("days").asInt(0);
        if (account == null || number < 1 || number > MOST_AT_ONCE || days < 0) {
            return Reply.wrong("app must exist, number is 1 to " + MOST_AT_ONCE + ", days 0 or more");
        }
        Instant since = world.time().minus(Duration.ofDays(days));
        for (int i = 0; i < number; i++) {
            world.followers.put(new Follower("o" + World.secret(13), account.appid(), "", true, since));
        }
        return Reply.json(Map.of("number", number));
    }

    private Outcome outcome(JsonNode body) {
        return world.outcomes.put(new Outcome(
                world.account(text(body, "app", "")).map(Account::appid).orElse(""),
                Math.max(1, body.path("next").asInt(1)),
                body.path("state").asInt(0),
                body.path("fail_idx").valueStream().map(JsonNode::asInt).toList()));
    }

    /** The article is named by its msg_data_id; without a date, yesterday's. */
    private Reply figures(JsonNode body) {
        Optional<Publication> article = world.publications.all().stream()
                .filter(p -> p.data().equals(text(body, "msg_data_id", "")))
                .findFirst();
        if (article.isEmpty()) {
            return Reply.wrong("no such article");
        }
        String data = article.get().data();
        int index = body.path("index").asInt(0);
        String date =
                text(body, "date", Statistics.day(world.time()).minusDays(1).toString());
        return Reply.json(world.figures.put(new Figures(
                data + " " + index + " " + date,
                data,
                index,
                date,
                body.path("read").asLong(0),
                body.path("share").asLong(0),
                body.path("like").asLong(0),
                body.path("collect").asLong(0))));
    }

    static String text(JsonNode body, String name, String otherwise) {
        String text = body.path(name).asString("");
        return text.isEmpty() ? otherwise : text;
    }
}
