package org.lianxin.simulators.website;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.website.World.Article;
import org.lianxin.simulators.website.World.Site;
import tools.jackson.databind.JsonNode;

/** What the website's own people do: websites, articles written, changed, taken away. */
final class Office {
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_TEXT = 2_000;

    private final World world;

    Office(World world) {
        this.world = world;
    }

    @Nullable
    Reply answer(Call call) {
        JsonNode body = call.json();
        boolean post = call.method().equals("POST");
        return switch (call.path()) {
            case "/sim/sites" -> Reply.json(post ? site(body) : world.sites.all());
            case "/sim/articles" -> post ? article(body) : Reply.json(world.articles.all());
            case "/sim/articles/delete" -> found(world.delete(text(body, "id")));
            default -> null;
        };
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asString("");
    }

    private Site site(JsonNode body) {
        return world.sites.put(new Site(
                text(body, "code"), text(body, "name"), body.path("gone").asBoolean(false)));
    }

    /** A new one, or, with the id of one that stands there, that one as it reads now. */
    private Reply article(JsonNode body) {
        if (!text(body, "id").isEmpty()) {
            return found(world.change(text(body, "id"), text(body, "title"), text(body, "text")));
        } else if (world.sites.find(text(body, "site")).isEmpty()
                || text(body, "title").isBlank()) {
            return Reply.wrong("site, title");
        }
        try {
            String at = text(body, "at");
            return Reply.json(world.write(
                    text(body, "site"),
                    text(body, "title"),
                    text(body, "text"),
                    at.isEmpty() ? world.time() : Instant.parse(at)));
        } catch (DateTimeException noTime) {
            return Reply.wrong("at");
        }
    }

    private static Reply found(Optional<Article> article) {
        return article.map(Reply::json).orElseGet(() -> Reply.wrong("no such article"));
    }

    /** By hand, on the page. */
    Reply written(Call call) {
        Optional<Site> site = world.sites.find(call.field("site")).filter(s -> !s.gone());
        String title = call.field("title").strip();
        String text = call.field("text").strip();
        if (site.isEmpty()) {
            return Reply.seeOther("/");
        } else if (!title.isEmpty() && title.length() <= LONGEST_TITLE && text.length() <= LONGEST_TEXT) {
            world.write(site.get().code(), title, text, world.time());
        }
        return Reply.seeOther("/" + site.get().code());
    }
}
