package org.lianxin.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Sql;
import org.lianxin.language.Check;
import org.lianxin.language.Note;
import org.lianxin.review.Subject;
import org.lianxin.web.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows an answer under review: the citizen's message beside it, the case's deadline as its own. */
@Component
class ReplySubject implements Subject {
    private final JdbcClient db;
    private final ReplyStore replies;
    private final ReplyFitting fitting;

    ReplySubject(JdbcClient db, ReplyStore replies, ReplyFitting fitting) {
        this.db = db;
        this.replies = replies;
        this.fitting = fitting;
    }

    @Override
    public String type() {
        return Replies.TYPE;
    }

    private Optional<Case> letter(long reply) {
        return db.sql("select c.* from cases.case c join cases.reply r on r.case_id = c.id where r.id = ?")
                .param(reply)
                .query(CaseStore::read)
                .optional();
    }

    @Override
    public @Nullable Shown show(long reply) {
        return letter(reply)
                .map(letter -> new Shown(
                        letter.title(), "/console/cases/" + letter.id(), letter.masked(), "cases/replies/_sheet"))
                .orElse(null);
    }

    /** What the checks say, whether it is the answer or only the facts, and how much time is left. */
    @Override
    public List<Finding> findings(long id, Page page) {
        Optional<Reply> found = replies.find(id);
        Optional<Case> letter = letter(id);
        if (found.isEmpty() || letter.isEmpty()) {
            return List.of();
        }
        Reply reply = found.get();
        List<Finding> findings = new ArrayList<>();
        for (Note note : Note.of(fitting.findings(reply.text()), "", reply.text())) {
            if (note.finding().weight() != Check.Weight.NOTE) {
                findings.add(new Finding(
                        "care", page.t.of(note.finding().key(), note.finding().arguments()), note.words()));
            }
        }
        if (findings.isEmpty()) {
            findings.add(new Finding("done", page.t.of("cases.check.clean"), ""));
        }
        Instant due = letter.get().nextDueAt();
        if (due != null && reply.kind() != Reply.Kind.FOLLOW_UP) {
            boolean late = page.moments.over(due);
            findings.add(
                    late ? 0 : findings.size(),
                    new Finding(
                            late ? "care" : "done",
                            page.moments.left(due),
                            page.t.of(late ? "cases.due-past" : "cases.due-by", page.when(due))));
        }
        findings.add(new Finding("done", page.t.of("cases.check." + reply.kind().word()), ""));
        return findings;
    }

    @Override
    public Map<Long, Brief> briefs(Collection<Long> replies) {
        Map<Long, Brief> briefs = new HashMap<>();
        db.sql(
                        "select r.id, c.masked, case when c.due_final_at is not null then c.next_due_at end as due from cases.case c join cases.reply r on r.case_id = c.id where r.id = any(?)")
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
