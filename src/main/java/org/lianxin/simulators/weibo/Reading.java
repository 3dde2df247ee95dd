package org.lianxin.simulators.weibo;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianxin.simulators.Counters;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.World.Status;
import org.lianxin.simulators.weibo.World.User;

/** What an app may read: an ordinary one little, as the platform has it since its interface upgrade. */
final class Reading {
    private static final DateTimeFormatter RESET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private final World world;

    Reading(World world) {
        this.world = world;
    }

    /** One's own only; the newest five for an ordinary app, pages of up to a hundred by the commercial door. */
    Reply userTimeline(Ask ask) {
        String wanted = ask.text("uid").isEmpty() ? ask.text("screen_name") : ask.text("uid");
        if (!wanted.isEmpty() && !world.user(wanted).equals(Optional.of(ask.user()))) {
            return ask.no(21321);
        }
        List<Status> own = world.timeline().stream()
                .filter(s -> s.uid().equals(ask.user().uid()))
                .toList();
        List<Status> seen = ask.biz() ? own : own.stream().limit(5).toList();
        return Reply.json(Shapes.envelope(
                "statuses",
                ask.page(seen, Status::id, 20, 100),
                new Shapes(world, ask.call().here())::status));
    }

    Reply mentions(Ask ask) {
        List<Status> meant = world.timeline().stream()
                .filter(s -> !s.uid().equals(ask.user().uid())
                        && Wording.mentions(s.text(), ask.user().name()))
                .toList();
        return Reply.json(Shapes.envelope(
                "statuses",
                ask.page(meant, Status::id, 20, 200),
                new Shapes(world, ask.call().here())::status));
    }

    Reply show(Ask ask) {
        return world.status(ask.text("id"))
                .map(s -> Reply.json(new Shapes(world, ask.call().here()).status(s)))
                .orElseGet(() -> ask.no(20101));
    }

    Reply count(Ask ask) {
        List<String> ids = Stream.of(ask.text("ids").split(",")).toList();
        Shapes shapes = new Shapes(world, "");
        return ids.size() > 100
                ? ask.no(20009)
                : Reply.json(ids.stream()
                        .flatMap(id -> world.status(id).stream())
                        .map(s -> Map.of(
                                "id",
                                s.id(),
                                "comments",
                                shapes.comments(s.id()),
                                "reposts",
                                s.reposts(),
                                "attitudes",
                                s.likes()))
                        .toList());
    }

    Reply userShow(Ask ask) {
        String wanted = ask.text("uid").isEmpty() ? ask.text("screen_name") : ask.text("uid");
        return world.user(wanted)
                .map(u -> Reply.json(new Shapes(world, ask.call().here()).user(u)))
                .orElseGet(() -> ask.no(20003));
    }

    /** Numbers as strings, as the platform's sample has them. */
    Reply userCounts(Ask ask) {
        Shapes shapes = new Shapes(world, "");
        return Reply.json(Stream.of(ask.text("uids").split(","))
                .flatMap(uid -> world.users.find(uid).stream())
                .map(u -> Map.of(
                        "id",
                        u.uid(),
                        "followers_count",
                        Long.toString(u.followers()),
                        "friends_count",
                        "0",
                        "statuses_count",
                        Long.toString(shapes.written(u))))
                .toList());
    }

    Reply uid(Ask ask) {
        return Reply.json(Map.of("uid", Long.parseLong(ask.user().uid())));
    }

    Reply limits(Ask ask) {
        Counters counters = world.equipment.counters();
        User me = ask.user();
        long day = world.knob("callsPerDay");
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("ip_limit", world.knob("ipPerHour"));
        shape.put("limit_time_unit", "HOURS");
        shape.put(
                "remaining_ip_hits",
                world.knob("ipPerHour") - counters.used("ip " + ask.call().address(), Span.HOUR));
        shape.put("user_limit", day);
        shape.put(
                "remaining_user_hits", day - counters.used("calls " + ask.app().key() + " " + me.uid(), Span.DAY));
        shape.put("reset_time_in_seconds", counters.left(Span.DAY).toSeconds());
        shape.put(
                "reset_time",
                RESET.format(world.time().plus(counters.left(Span.DAY)).atZone(Counters.ZONE)));
        shape.put(
                "api_rate_limits",
                List.of(
                        limit("/statuses/share", "postsPerHour", counters.used("posts " + me.uid(), Span.HOUR)),
                        limit(
                                "/comments/create",
                                "commentsPerHour",
                                counters.used("comments " + me.uid(), Span.HOUR))));
        return Reply.json(shape);
    }

    private Map<String, Object> limit(String api, String knob, long used) {
        long limit = world.knob(knob);
        return Map.of("api", api, "limit", limit, "limit_time_unit", "HOURS", "remaining_hits", limit - used);
    }
}
