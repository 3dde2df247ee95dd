package org.lianxin.simulators.website;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Platform;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.website.World.Site;

/** All doors of the simulated website: pages for people, feeds, the script of its world. It is read, and nothing is published there by a program. */
final class Website implements Platform {
    private static final Pattern FEED = Pattern.compile("/([a-z][a-z0-9-]{0,39})/(feed\\.atom|rss\\.xml|feed\\.json)");
    private static final Pattern SITE = Pattern.compile("/([a-z][a-z0-9-]{0,39})/?");
    private static final Pattern ARTICLE = Pattern.compile("/([a-z][a-z0-9-]{0,39})/articles/(\\d{1,18})");

    private final World world;
    private final Feeds feeds;
    private final Office office;
    private final Page page;

    Website(Equipment equipment) {
        world = new World(equipment);
        feeds = new Feeds(world);
        office = new Office(world);
        page = new Page(world, new Words("website"));
    }

    @Override
    public boolean api(String path) {
        return FEED.matcher(path).matches();
    }

    @Override
    public Reply answer(Call call) {
        if (call.is("POST", "/people/article")) {
            return office.written(call);
        } else if (!call.method().equals("GET")) {
            return Reply.of(405, "text/plain; charset=utf-8", "405").with("Allow", "GET");
        } else if (call.path().equals("/")) {
            return Reply.html(page.home());
        } else if (call.path().equals("/page.css")) {
            return Words.style();
        }
        Matcher feed = FEED.matcher(call.path());
        Matcher site = SITE.matcher(call.path());
        Matcher article = ARTICLE.matcher(call.path());
        if (feed.matches()) {
            return known(feed.group(1))
                    .map(s -> feeds.answer(call, s, feed.group(2)))
                    .orElseGet(Reply::notFound);
        } else if (article.matches()) {
            return known(article.group(1))
                    .filter(s -> !s.gone())
                    .flatMap(s -> page.article(s, article.group(2)))
                    .map(Reply::html)
                    .orElseGet(Reply::notFound);
        }
        return site.matches()
                ? known(site.group(1))
                        .filter(s -> !s.gone())
                        .map(s -> Reply.html(page.site(s)))
                        .orElseGet(Reply::notFound)
                : Reply.notFound();
    }

    private Optional<Site> known(String code) {
        return world.sites.find(code);
    }

    @Override
    public @Nullable Reply script(Call call) {
        return office.answer(call);
    }

    /** By its status. */
    @Override
    public Reply error(Call call, int code) {
        return Reply.of(code, "text/html; charset=utf-8", "<html><body>" + code);
    }

    @Override
    public List<String> callers(Call call) {
        Matcher feed = FEED.matcher(call.path());
        return feed.matches() ? List.of(feed.group(1)) : List.of();
    }
}
