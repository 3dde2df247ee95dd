package org.lianxin.simulators.wechat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Article;
import org.lianxin.simulators.wechat.World.Draft;
import tools.jackson.databind.JsonNode;

/** The box of drafts: what an article may be, and what becomes of its text. */
final class Drafts {
    private static final Set<String> KNOWN = Set.of(
            "article_type",
            "title",
            "author",
            "digest",
            "content",
            "content_source_url",
            "thumb_media_id",
            "need_open_comment",
            "only_fans_can_comment",
            "pic_crop_235_1",
            "pic_crop_1_1",
            "image_info");
    private static final Pattern SCRIPT =
            Pattern.compile("(?is)<script\\b.*?(</script>|$)|\\son[a-z]+\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Pattern PICTURE = Pattern.compile("(?i)<img\\b[^>]*?src\\s*=\\s*[\"']([^\"']*)[\"'][^>]*>");
    private final World world;
    private final Materials materials;

    Drafts(World world, Materials materials) {
        this.world = world;
        this.materials = materials;
    }

    Reply add(Ask ask) {
        JsonNode articles = ask.body().path("articles");
        if (articles.isEmpty()) {
            return ask.no(44003);
        }
        if (articles.size() > 8) {
            return ask.no(45008);
        }
        List<Article> taken = new ArrayList<>();
        for (JsonNode article : articles) {
            int no = fault(ask, article);
            if (no != 0) {
                return ask.no(no);
            }
            taken.add(article(article));
        }
        Draft draft = world.drafts.put(new Draft(World.secret(32), ask.appid(), taken, world.time(), false));
        return Reply.json(Map.of("media_id", draft.id())).taking("draft " + draft.id());
    }

    private int fault(Ask ask, JsonNode article) {
        boolean pictures = article.path("article_type").asString("news").equals("newspic");
        String content = article.path("content").asString("");
        if (!KNOWN.containsAll(article.propertyNames())) {
            return 40035;
        }
        if (length(article, "title") > 32 || length(article, "title") == 0) {
            return 45003;
        }
        if (length(article, "author") > 16) {
            return 45110;
        }
        if (length(article, "digest") > 128) {
            return 45004;
        }
        if (content.isBlank()
                || content.codePointCount(0, content.length()) >= 20_000
                || content.getBytes(StandardCharsets.UTF_8).length >= 1024 * 1024) {
            return 45002;
        }
        if (article.path("content_source_url").asString("").getBytes(StandardCharsets.UTF_8).length > 1024) {
            return 45005;
        }
        List<String> needed = pictures
                ? images(article)
                : List.of(article.path("thumb_media_id").asString(""));
        boolean known = needed.stream().allMatch(id -> materials.cover(ask.appid(), id));
        return known && !needed.isEmpty() && needed.size() <= 20 ? 0 : 40007;
    }

    private static List<String> images(JsonNode article) {
        return article.path("image_info")
                .path("image_list")
                .valueStream()
                .map(i -> i.path("image_media_id").asString(""))
                .toList();
    }

    private static int length(JsonNode article, String name) {
        String text = article.path(name).asString("");
        return text.codePointCount(0, text.length());
    }

    /** Scripts and pictures from elsewhere are gone; a missing digest is the start of the text. */
    private Article article(JsonNode node) {
        String content = SCRIPT.matcher(node.path("content").asString("")).replaceAll("");
        content = PICTURE.matcher(content)
                .replaceAll(m -> materials.ours(m.group(1)) ? java.util.regex.Matcher.quoteReplacement(m.group()) : "");
        String plain = content.replaceAll("<[^>]*>", "").strip();
        String digest = node.path("digest").asString("");
        return new Article(
                node.path("article_type").asString("news"),
                node.path("title").asString(""),
                node.path("author").asString(""),
                digest.isEmpty() ? plain.substring(0, Math.min(54, plain.length())) : digest,
                content,
                node.path("content_source_url").asString(""),
                node.path("thumb_media_id").asString(""),
                Ask.number(node.path("need_open_comment"), 0) == 1,
                Ask.number(node.path("only_fans_can_comment"), 0) == 1,
                images(node),
                false);
    }

    /** That account's, and still in the box. */
    java.util.Optional<Draft> find(Ask ask, String id) {
        return world.drafts.find(id).filter(d -> d.appid().equals(ask.appid()) && !d.gone());
    }

    Reply get(Ask ask) {
        return find(ask, ask.text("media_id"))
                .map(d -> Reply.json(Map.of("news_item", items(d.articles(), n -> ""))))
                .orElseGet(() -> ask.no(40007));
    }

    Reply update(Ask ask) {
        Draft draft = find(ask, ask.text("media_id")).orElse(null);
        int index = (int) ask.number("index", 0);
        JsonNode article = ask.body().path("articles");
        if (draft == null || index < 0 || index >= draft.articles().size()) {
            return ask.no(40007);
        }
        int no = fault(ask, article);
        if (no != 0) {
            return ask.no(no);
        }
        List<Article> articles = new ArrayList<>(draft.articles());
        articles.set(index, article(article));
        world.drafts.put(new Draft(draft.id(), draft.appid(), articles, world.time(), false));
        return Codes.ok();
    }

    Reply delete(Ask ask) {
        return find(ask, ask.text("media_id"))
                .map(d -> {
                    gone(d);
                    return Codes.ok();
                })
                .orElseGet(() -> ask.no(40007));
    }

    void gone(Draft d) {
        world.drafts.put(new Draft(d.id(), d.appid(), d.articles(), d.updated(), true));
    }

    Reply count(Ask ask) {
        return Reply.json(Map.of("total_count", box(ask.appid()).size()));
    }

    private List<Draft> box(String appid) {
        return world.drafts.newestFirst().stream()
                .filter(d -> d.appid().equals(appid) && !d.gone())
                .toList();
    }

    Reply batch(Ask ask) {
        boolean bare = ask.number("no_content", 0) == 1;
        return batch(ask, box(ask.appid()), d -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("media_id", d.id());
            item.put("content", Map.of("news_item", items(bare ? without(d.articles()) : d.articles(), n -> "")));
            item.put("update_time", d.updated().getEpochSecond());
            return item;
        });
    }

    static <T> Reply batch(Ask ask, List<T> all, java.util.function.Function<T, Map<String, Object>> shape) {
        long count = ask.number("count", 0);
        if (count < 1 || count > 20) {
            return ask.no(40035);
        }
        List<Map<String, Object>> page = all.stream()
                .skip(Math.max(0, ask.number("offset", 0)))
                .limit(count)
                .map(shape)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total_count", all.size());
        answer.put("item_count", page.size());
        answer.put("item", page);
        return Reply.json(answer);
    }

    static List<Article> without(List<Article> articles) {
        return articles.stream()
                .map(a -> new Article(
                        a.type(),
                        a.title(),
                        a.author(),
                        a.digest(),
                        "",
                        a.source(),
                        a.thumb(),
                        a.comments(),
                        a.fansOnly(),
                        a.images(),
                        a.deleted()))
                .toList();
    }

    /**
     * As the platform lists articles.
     *
     * @param url their addresses by number, counted from 1
     */
    static List<Map<String, Object>> items(List<Article> articles, IntFunction<String> url) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Article a : articles) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("article_type", a.type());
            item.put("title", a.title());
            item.put("author", a.author());
            item.put("digest", a.digest());
            item.put("content", a.content());
            item.put("content_source_url", a.source());
            item.put("thumb_media_id", a.thumb());
            item.put("need_open_comment", a.comments() ? 1 : 0);
            item.put("only_fans_can_comment", a.fansOnly() ? 1 : 0);
            item.put("url", url.apply(items.size() + 1));
            item.put("is_deleted", a.deleted());
            items.add(item);
        }
        return items;
    }
}
