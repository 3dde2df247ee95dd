package org.lianxin.simulators.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Article;
import org.lianxin.simulators.wechat.World.Draft;
import org.lianxin.simulators.wechat.World.Outcome;
import org.lianxin.simulators.wechat.World.Publication;

/** Publishing and sending to all: taken at once, done a while later, told by an event. A draft is in its box until it is done. */
final class Publications {
    private final World world;
    private final Drafts drafts;
    private final Callbacks callbacks;
    private final Map<String, Instant> tried = new HashMap<>();

    Publications(World world, Drafts drafts, Callbacks callbacks) {
        this.world = world;
        this.drafts = drafts;
        this.callbacks = callbacks;
        world.publications.all().stream().filter(p -> p.state() == 1).forEach(this::plan);
    }

    private void plan(Publication publication) {
        world.equipment.clock().at(publication.due(), () -> {
            Publication done = world.equipment.alone(() -> finish(publication));
            callbacks.finished(done);
        });
    }

    Reply submit(Ask ask) {
        Optional<Draft> draft = drafts.find(ask, ask.text("media_id"));
        if (draft.isEmpty()) {
            return ask.no(40007);
        }
        Publication taken = take(ask, draft.get().id(), draft.get().articles(), false);
        return Codes.ok(Map.of("publish_id", taken.id(), "msg_data_id", taken.data()))
                .taking("publication " + taken.id());
    }

    private Publication take(Ask ask, String draft, List<Article> articles, boolean mass) {
        Instant now = world.time();
        Publication taken = world.publications.put(new Publication(
                world.publicationId(),
                world.dataId(),
                ask.appid(),
                draft,
                articles,
                now,
                now.plusSeconds(world.knob(mass ? "massSeconds" : "publishSeconds")),
                1,
                List.of(),
                mass,
                ask.text("clientmsgid"),
                ask.call().here()));
        plan(taken);
        return taken;
    }

    private Publication finish(Publication p) {
        Outcome outcome = world.outcomes
                .find(p.appid())
                .filter(o -> o.next() > 0)
                .orElse(new Outcome(p.appid(), 0, 0, List.of()));
        if (outcome.next() > 0) {
            world.outcomes.put(new Outcome(p.appid(), outcome.next() - 1, outcome.state(), outcome.failed()));
        }
        if (outcome.state() == 0) {
            world.drafts.find(p.draft()).ifPresent(drafts::gone);
        }
        return world.publications.put(with(p, p.articles(), outcome.state(), outcome.failed()));
    }

    private static Publication with(Publication p, List<Article> articles, int state, List<Integer> failed) {
        return new Publication(
                p.id(),
                p.data(),
                p.appid(),
                p.draft(),
                articles,
                p.at(),
                p.due(),
                state,
                failed,
                p.mass(),
                p.client(),
                p.here());
    }

    Reply get(Ask ask) {
        Publication p =
                own(ask, world.publications.find(ask.text("publish_id"))).orElse(null);
        if (p == null || p.mass()) {
            return ask.no(40035);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("publish_id", p.id());
        answer.put("publish_status", p.state());
        if (p.state() == 0) {
            answer.put("article_id", p.articleId());
            List<Map<String, Object>> items = new ArrayList<>();
            for (int i = 1; i <= p.articles().size(); i++) {
                items.add(Map.of("idx", i, "article_url", p.url(i)));
            }
            answer.put("article_detail", Map.of("count", items.size(), "item", items));
        }
        answer.put("fail_idx", p.failed());
        return Reply.json(answer);
    }

    private Optional<Publication> own(Ask ask, Optional<Publication> found) {
        return found.filter(p -> p.appid().equals(ask.appid()));
    }

    private Optional<Publication> byArticle(Ask ask) {
        return world.publications.all().stream()
                .filter(p -> p.appid().equals(ask.appid())
                        && p.state() == 0
                        && p.articleId().equals(ask.text("article_id")))
                .findFirst();
    }

    Reply delete(Ask ask) {
        return byArticle(ask)
                .map(p -> remove(ask, p, (int) ask.number("index", 0)))
                .orElseGet(() -> ask.no(53600));
    }

    private Reply remove(Ask ask, Publication p, int index) {
        if (index < 0 || index > p.articles().size()) {
            return ask.no(53600);
        }
        List<Article> left = new ArrayList<>();
        for (Article a : p.articles()) {
            boolean gone = a.deleted() || index == 0 || left.size() == index - 1;
            left.add(new Article(
                    a.type(),
                    a.title(),
                    a.author(),
                    a.digest(),
                    a.content(),
                    a.source(),
                    a.thumb(),
                    a.comments(),
                    a.fansOnly(),
                    a.images(),
                    gone));
        }
        int state = left.stream().allMatch(Article::deleted) && !p.mass() ? 5 : p.state();
        world.publications.put(with(p, left, state, p.failed()));
        return Codes.ok().taking("deleted " + p.articleId());
    }

    Reply article(Ask ask) {
        return byArticle(ask)
                .map(p -> Reply.json(Map.of("news_item", Drafts.items(p.articles(), p::url))))
                .orElseGet(() -> ask.no(53600));
    }

    /** Newest first; what was sent to all is not among it. */
    Reply batch(Ask ask) {
        boolean bare = ask.number("no_content", 0) == 1;
        List<Publication> all = world.publications.newestFirst().stream()
                .filter(p -> p.appid().equals(ask.appid()) && p.state() == 0 && !p.mass())
                .toList();
        return Drafts.batch(ask, all, p -> {
            List<Article> articles = bare ? Drafts.without(p.articles()) : p.articles();
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("article_id", p.articleId());
            item.put("content", Map.of("news_item", Drafts.items(articles, p::url)));
            item.put("update_time", p.due().getEpochSecond());
            return item;
        });
    }

    /** The client's own id is looked at before anything else is, and known for a day. */
    Reply sendAll(Ask ask) {
        String client = ask.text("clientmsgid");
        if (client.getBytes(StandardCharsets.UTF_8).length > 64) {
            return ask.no(45067);
        }
        Instant now = world.time();
        Instant known = now.minusSeconds(world.knob("clientIdSeconds"));
        Optional<Publication> earlier = world.publications.newestFirst().stream()
                .filter(p -> p.appid().equals(ask.appid())
                        && p.mass()
                        && !client.isEmpty()
                        && p.client().equals(client)
                        && p.at().isAfter(known))
                .findFirst();
        if (earlier.isPresent()) {
            String key = ask.appid() + " " + client;
            Instant last = tried.getOrDefault(key, earlier.get().at());
            tried.put(key, now);
            return now.isBefore(last.plusSeconds(60)) ? ask.no(45066) : ask.no(45065, sent(earlier.get()));
        }
        if (!ask.text("msgtype").equals("mpnews")) {
            return ask.no(40008);
        }
        if (!ask.body().path("filter").path("is_to_all").isBoolean()) {
            return ask.no(40035);
        }
        Optional<Draft> draft =
                drafts.find(ask, ask.body().path("mpnews").path("media_id").asString(""));
        if (draft.isEmpty()) {
            return ask.no(40007);
        }
        if (!world.equipment.counters().spend("mass " + ask.appid(), Span.DAY, world.knob("massPerDay"))) {
            return ask.no(45028);
        }
        Publication taken = take(ask, draft.get().id(), draft.get().articles(), true);
        return Codes.ok(sent(taken)).taking("mass " + taken.id());
    }

    private static Map<String, Object> sent(Publication p) {
        return Map.of("msg_id", Long.parseLong(p.id()), "msg_data_id", Long.parseLong(p.data()));
    }

    private Optional<Publication> mass(Ask ask) {
        return own(ask, world.publications.find(ask.text("msg_id"))).filter(Publication::mass);
    }

    Reply massGet(Ask ask) {
        return mass(ask)
                .map(p -> Reply.json(Map.of(
                        "msg_id",
                        Long.parseLong(p.id()),
                        "msg_status",
                        p.articles().stream().allMatch(Article::deleted)
                                ? "DELETE"
                                : p.state() == 1 ? "SENDING" : p.state() == 0 ? "SEND_SUCCESS" : "SEND_FAIL")))
                .orElseGet(() -> ask.no(40035));
    }

    Reply massDelete(Ask ask) {
        return mass(ask)
                .filter(p -> p.state() == 0)
                .map(p -> remove(ask, p, (int) ask.number("article_idx", 0)))
                .orElseGet(() -> ask.no(40035));
    }
}
