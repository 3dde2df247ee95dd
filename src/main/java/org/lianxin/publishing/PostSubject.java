package org.lianxin.publishing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Delivery;
import org.lianxin.kernel.Ids;
import org.lianxin.language.Check;
import org.lianxin.language.Language;
import org.lianxin.review.Subject;
import org.lianxin.web.Page;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Posts as things under review. What is decided on are the kept bytes; this says what stands beside them. */
@Component
class PostSubject implements Subject {
    private final PostStore store;
    private final Language language;
    private final JdbcClient db;
    private final ObjectProvider<Delivery> delivery;

    PostSubject(PostStore store, Language language, JdbcClient db, ObjectProvider<Delivery> delivery) {
        this.delivery = delivery;
        this.store = store;
        this.language = language;
        this.db = db;
    }

    @Override
    public String type() {
        return "post";
    }

    /** For a correction the context is what changed and why, in the words that will be published. */
    @Override
    public @Nullable Shown show(long subjectId) {
        Optional<Post> post = store.find(subjectId);
        return post.map(p -> new Shown(
                        p.draft().title(),
                        "/console/posts/" + Ids.text(p.id()),
                        p.state().correction() ? p.draft().note() : "",
                        "publishing/posts/_sheet"))
                .orElse(null);
    }

    @Override
    public void hold(long subjectId) {
        delivery.getObject().hold("post", subjectId); // before the post, as a confirmation does it
        store.lock(subjectId);
    }

    @Override
    public List<Finding> findings(long subjectId, Page page) {
        Optional<Post> post = store.find(subjectId);
        if (post.isEmpty()) {
            return List.of();
        }
        Draft draft = post.get().draft();
        List<Check.Finding> checked = language.check(Checks.draft(draft));
        List<Finding> found = new ArrayList<>();
        for (Check.Finding f : checked) {
            if (f.weight() != Check.Weight.NOTE) {
                found.add(new Finding("care", page.t.of(f.key(), f.arguments()), Checks.excerpt(draft, f)));
            }
        }
        if (found.isEmpty()) {
            found.add(new Finding("done", page.t.of("posts.check.clean"), ""));
        }
        long pictures = draft.media().stream().filter(m -> !m.video()).count();
        if (pictures > 0) {
            found.add(new Finding("done", page.t.of("posts.check.pictures", pictures), ""));
        }
        return found;
    }

    @Override
    public Map<Long, Brief> briefs(Collection<Long> subjectIds) {
        Map<Long, Brief> briefs = new HashMap<>();
        db.sql("select id, title from publishing.post where id = any(?)")
                .param(subjectIds.toArray(Long[]::new))
                .query((row, n) -> briefs.put(row.getLong(1), new Brief(row.getString(2), null)))
                .list();
        return briefs;
    }

    @Override
    public List<Category> categories() {
        return Arrays.stream(org.lianxin.publishing.Category.values())
                .map(c -> new Category(c.word(), "category." + c.word()))
                .toList();
    }
}
