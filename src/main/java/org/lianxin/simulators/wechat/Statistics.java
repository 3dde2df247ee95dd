package org.lianxin.simulators.wechat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lianxin.simulators.Counters;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Figures;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Publication;

/** Followers and figures: of yesterday at the latest, and not final before eight. */
final class Statistics {
    private final World world;

    Statistics(World world) {
        this.world = world;
    }

    private Stream<Follower> followers(Ask ask) {
        return world.followers.all().stream().filter(f -> f.appid().equals(ask.appid()) && f.follows());
    }

    /** Pages as the platform has them: a last one that is empty has no data at all. */
    Reply users(Ask ask) {
        List<String> all = followers(ask).map(Follower::openid).toList();
        String next = ask.call().field("next_openid");
        int from = next.isEmpty() ? 0 : all.indexOf(next) + 1;
        List<String> page =
                all.stream().skip(from).limit(world.knob("followersPerPage")).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", all.size());
        answer.put("count", page.size());
        if (!page.isEmpty()) {
            answer.put("data", Map.of("openid", page));
        }
        answer.put("next_openid", page.isEmpty() ? "" : page.getLast());
        return Reply.json(answer);
    }

    Reply user(Ask ask) {
        Follower f = world.followers.find(ask.call().field("openid")).orElse(null);
        if (f == null || !f.appid().equals(ask.appid())) {
            return ask.no(40003);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subscribe", f.follows() ? 1 : 0);
        answer.put("openid", f.openid());
        if (f.follows()) {
            answer.put("nickname", "");
            answer.put("headimgurl", "");
            answer.put("language", "zh_CN");
            answer.put("subscribe_time", f.since().getEpochSecond());
            answer.put("remark", "");
            answer.put("groupid", 0);
            answer.put("tagid_list", List.of());
            answer.put("subscribe_scene", "ADD_SCENE_SEARCH");
        }
        return Reply.json(answer);
    }

    Reply cumulated(Ask ask) {
        return days(
                ask,
                7,
                day -> Map.of(
                        "ref_date",
                        day.toString(),
                        "cumulate_user",
                        followers(ask).filter(f -> !day(f.since()).isAfter(day)).count()));
    }

    Reply summary(Ask ask) {
        return days(
                ask,
                7,
                day -> Map.of(
                        "ref_date",
                        day.toString(),
                        "user_source",
                        0,
                        "new_user",
                        followers(ask).filter(f -> day(f.since()).equals(day)).count(),
                        "cancel_user",
                        0));
    }

    /** Of all articles, a day each. */
    Reply business(Ask ask) {
        return days(
                ask,
                1,
                day -> Map.of(
                        "ref_date",
                        day.toString(),
                        "detail",
                        detail(world.figures.all().stream()
                                .filter(f -> f.date().equals(day.toString()) && own(ask, f))
                                .toList())));
    }

    private boolean own(Ask ask, Figures f) {
        return world.published(ask.appid(), f.data()).isPresent();
    }

    /** Of each article published on that day, day by day. */
    Reply articles(Ask ask) {
        int no = fault(ask, 1);
        if (no != 0) {
            return ask.no(no);
        }
        LocalDate begin = LocalDate.parse(ask.text("begin_date"));
        List<Map<String, Object>> list = new ArrayList<>();
        for (Publication p : world.publications.all()) {
            if (p.appid().equals(ask.appid()) && p.state() == 0 && day(p.due()).equals(begin)) {
                for (int i = 0; i < p.articles().size(); i++) {
                    list.add(article(p, i));
                }
            }
        }
        return answer(list);
    }

    private Map<String, Object> article(Publication p, int index) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("ref_date", day(p.due()).toString());
        shape.put("msgid", p.data() + "_" + (index + 1));
        shape.put("publish_type", p.mass() ? 0 : 1);
        shape.put("title", p.articles().get(index).title());
        shape.put("content_url", p.url(index + 1));
        shape.put(
                "detail_list",
                world.figures.all().stream()
                        .filter(f -> f.data().equals(p.data()) && f.index() == index)
                        .map(f -> {
                            Map<String, Object> detail = detail(List.of(f));
                            detail.put("stat_date", f.date());
                            return detail;
                        })
                        .toList());
        return shape;
    }

    private Map<String, Object> detail(List<Figures> figures) {
        Map<String, Object> shape = new LinkedHashMap<>();
        long read = figures.stream().mapToLong(Figures::read).sum();
        shape.put("read_user", read);
        shape.put("read_user_source", List.of(Map.of("user_count", read, "scene_desc", "all")));
        shape.put("share_user", figures.stream().mapToLong(Figures::share).sum());
        shape.put("zaikan_user", 0);
        shape.put("like_user", figures.stream().mapToLong(Figures::like).sum());
        shape.put(
                "collection_user", figures.stream().mapToLong(Figures::collect).sum());
        shape.put(
                "comment_count",
                figures.stream()
                        .mapToLong(f -> world.comments.all().stream()
                                .filter(c -> !c.deleted()
                                        && c.data().equals(f.data())
                                        && c.index() == f.index()
                                        && day(c.at()).toString().equals(f.date()))
                                .count())
                        .sum());
        return shape;
    }

    private Reply days(Ask ask, int most, Function<LocalDate, Map<String, Object>> shape) {
        int no = fault(ask, most);
        if (no != 0) {
            return ask.no(no);
        }
        LocalDate begin = LocalDate.parse(ask.text("begin_date"));
        return answer(begin.datesUntil(LocalDate.parse(ask.text("end_date")).plusDays(1))
                .map(shape)
                .toList());
    }

    private Reply answer(List<Map<String, Object>> list) {
        ZonedDateTime now = world.time().atZone(Counters.ZONE);
        return Reply.json(Map.of("list", list, "is_delay", now.toLocalTime().isBefore(LocalTime.of(8, 0))));
    }

    private int fault(Ask ask, int most) {
        try {
            LocalDate begin = LocalDate.parse(ask.text("begin_date"));
            LocalDate end = LocalDate.parse(ask.text("end_date"));
            boolean past = end.isBefore(day(world.time()));
            return past && !end.isBefore(begin) && begin.plusDays(most).isAfter(end) ? 0 : 61501;
        } catch (DateTimeParseException noDate) {
            return 61500;
        }
    }

    static LocalDate day(Instant at) {
        return at.atZone(Counters.ZONE).toLocalDate();
    }
}
