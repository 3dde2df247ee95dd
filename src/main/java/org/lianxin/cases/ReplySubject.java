package org.lianxin.cases;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Sql;
import org.lianxin.review.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows an answer under review: the citizen's message beside it, the case's deadline as its own. */
@Component
class ReplySubject implements Subject {
    private final JdbcClient db;

    ReplySubject(JdbcClient db) {
        this.db = db;
    }

    @Override
    public String type() {
        return Replies.TYPE;
    }

    @Override
    public @Nullable Shown show(long reply) {
        return db.sql("select c.* from cases.case c join cases.reply r on r.case_id = c.id where r.id = ?")
                .param(reply)
                .query(CaseStore::read)
                .optional()
                .map(letter -> new Shown(letter.title(), "/console/cases/" + letter.id(), letter.masked(), "cases/replies/_sheet"))
                .orElse(null);
    }

    @Override
    public Map<Long, Brief> briefs(Collection<Long> replies) {
        Map<Long, Brief> briefs = new HashMap<>();
        db.sql("select r.id, c.masked, case when c.due_final_at is not null then c.next_due_at end as due from cases.case c join cases.reply r on r.case_id = c.id where r.id = any(?)")
                .param(replies.toArray(Long[]::new))
                .query((row, n) -> {
                    Instant due = Sql.instantOrNull(row, "due");
                    return briefs.put(row.getLong("id"), new Brief(Case.title(row.getString("masked")), due));
                })
                .list();
        return briefs;
    }

    @Override
    public List<Category> categories() {
        return Arrays.stream(Message.Kind.values())
                .map(k -> k.name().toLowerCase(java.util.Locale.ROOT))
                .map(k -> new Category(k, "cases.kind." + k))
                .toList();
    }
}
