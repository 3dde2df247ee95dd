package org.lianxin.simulators.website;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Shelf;

/** The websites, each under the first word of the path, and what stands on them. */
final class World {
    /** @param gone it has been switched off for good */
    record Site(String code, String name, boolean gone) {}

    /** @param at what it says it was written at; changed: when it was last touched */
    record Article(long id, String site, String title, String text, Instant at, Instant changed, boolean deleted) {}

    final Equipment equipment;
    final Shelf<Site> sites;
    final Shelf<Article> articles;

    World(Equipment equipment) {
        this.equipment = equipment;
        sites = equipment.shelf("site", Site.class, Site::code);
        articles = equipment.shelf("article", Article.class, a -> Long.toString(a.id()));
    }

    Instant time() {
        return equipment.clock().time();
    }

    long knob(String name) {
        return equipment.knobs().of(name);
    }

    /** Newest first. */
    List<Article> of(Site site) {
        return articles.all().stream()
                .filter(a -> a.site().equals(site.code()) && !a.deleted())
                .sorted(Comparator.comparing(Article::at)
                        .thenComparingLong(Article::id)
                        .reversed())
                .toList();
    }

    Article write(String site, String title, String text, Instant at) {
        return articles.put(new Article(articles.size() + 1L, site, title, text, at, time(), false));
    }

    Optional<Article> change(String id, String title, String text) {
        return articles.find(id)
                .filter(a -> !a.deleted())
                .map(a -> articles.put(new Article(a.id(), a.site(), title, text, a.at(), time(), false)));
    }

    Optional<Article> delete(String id) {
        return articles.find(id)
                .map(a -> articles.put(new Article(a.id(), a.site(), a.title(), a.text(), a.at(), time(), true)));
    }

    /** When anything of it was touched last, deletions too. */
    Instant changed(Site site) {
        return articles.all().stream()
                .filter(a -> a.site().equals(site.code()))
                .map(Article::changed)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
