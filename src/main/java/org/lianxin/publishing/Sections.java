package org.lianxin.publishing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sections of the site, two levels deep. The office sets them; none is ever deleted, for its address may be known. */
@Service
public class Sections {
    /** More sections of the first level would not fit under a thumb. */
    static final int FIRST_LEVEL = 3;

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final JdbcClient db;
    private final Ids ids;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    Sections(JdbcClient db, Ids ids, ApplicationEventPublisher events, ReadyPages ready) {
        this.db = db;
        this.ids = ids;
        this.events = events;
        this.ready = ready;
    }

    /** All sections, each followed by its sub-sections, closed ones too. */
    public List<Section> all() {
        return db.sql("""
                select s.* from publishing.section s left join publishing.section p on p.id = s.parent
                order by coalesce(p.position, s.position), coalesce(p.id, s.id), s.parent is not null, s.position, s.id""").query(Sections::read).list();
    }

    public Optional<Section> find(long id) {
        return db.sql("select * from publishing.section where id = ?")
                .param(id)
                .query(Sections::read)
                .optional();
    }

    public Optional<Section> byCode(String code) {
        if (Unseen.in(code)) {
            return Optional.empty();
        }
        return db.sql("select * from publishing.section where code = ?")
                .param(code)
                .query(Sections::read)
                .optional();
    }

    /** Adds a section at the end of its level: {@code parent} null makes one of the first level, of which three may be open. */
    @Transactional
    public Outcome<Section> create(String code, @Nullable Long parent, String name, String nameEn, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (!CODE.matcher(code.strip()).matches()) {
            return Outcome.invalid("code", "sections.code-form");
        }
        Outcome<Boolean> names = names(name, nameEn);
        if (names instanceof Outcome.Refused<Boolean> refused) {
            return refused.cast();
        } else if (parent != null
                && find(parent).filter(p -> p.parent() == null).isEmpty()) {
            return Outcome.invalid("parent", "sections.no-parent");
        } else if (parent == null && openFirst() >= FIRST_LEVEL) {
            return Outcome.invalid("parent", "sections.three", FIRST_LEVEL);
        }
        long id = ids.next();
        int made = db.sql("""
                insert into publishing.section (id, code, parent, name, name_en, position)
                select :id, :code, cast(:parent as bigint), :name, :nameEn, coalesce(max(position), 0) + 1 from publishing.section
                where parent is not distinct from cast(:parent as bigint)
                on conflict (code) do nothing""")
                .param("id", id)
                .param("code", code.strip())
                .param("parent", parent)
                .param("name", name.strip())
                .param("nameEn", nameEn.strip())
                .update();
        if (made == 0) {
            return Outcome.invalid("code", "sections.code-taken", code.strip());
        }
        changed("section.created", id, by, Map.of("code", code.strip(), "name", name.strip()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** Renames, opens or closes. A section with open sub-sections is closed with them. */
    @Transactional
    public Outcome<Section> change(long id, int version, String name, String nameEn, boolean open, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Section> before = find(id);
        if (before.isEmpty()) {
            return Outcome.notFound();
        }
        Outcome<Boolean> names = names(name, nameEn);
        if (names instanceof Outcome.Refused<Boolean> refused) {
            return refused.cast();
        } else if (open && !before.get().open() && before.get().parent() == null && openFirst() >= FIRST_LEVEL) {
            return Outcome.invalid("open", "sections.three", FIRST_LEVEL);
        }
        int done = db.sql(
                        "update publishing.section set name = :name, name_en = :nameEn, open = :open, version = version + 1 where id = :id and version = :version")
                .param("name", name.strip())
                .param("nameEn", nameEn.strip())
                .param("open", open)
                .param("id", id)
                .param("version", version)
                .update();
        if (done == 0) {
            return Outcome.changedMeanwhile();
        }
        if (!open) {
            db.sql("update publishing.section set open = false, version = version + 1 where parent = ? and open")
                    .param(id)
                    .update();
        }
        changed("section.changed", id, by, Map.of("code", before.get().code(), "name", name.strip(), "open", open));
        return Outcome.done(find(id).orElseThrow());
    }

    /** Changes places with the sibling before ({@code up}) or after it; at the end of the row nothing happens. */
    @Transactional
    public Outcome<Section> shift(long id, boolean up, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Section> section = find(id);
        if (section.isEmpty()) {
            return Outcome.notFound();
        }
        db.sql("""
                with numbered as (
                  select id, row_number() over (order by position, id) as place from publishing.section where parent is not distinct from cast(:parent as bigint)),
                me as (select place from numbered where id = :id)
                update publishing.section s set version = s.version + 1, position = case
                    when n.id = :id then least(greatest(n.place + :step, 1), (select max(place) from numbered))
                    when n.place = me.place + :step then me.place else n.place end
                from numbered n, me where s.id = n.id""")
                .param("parent", section.get().parent())
                .param("id", id)
                .param("step", up ? -1 : 1)
                .update();
        changed("section.moved", id, by, Map.of("code", section.get().code(), "up", up));
        return Outcome.done(find(id).orElseThrow());
    }

    private static Outcome<Boolean> names(String name, String nameEn) {
        if (name.isBlank() || name.strip().length() > 12 || Proof.unseen(name)) {
            return Outcome.invalid("name", "sections.name-form");
        } else if (nameEn.isBlank() || nameEn.strip().length() > 40 || Proof.unseen(nameEn)) {
            return Outcome.invalid("nameEn", "sections.name-en-form");
        }
        return Outcome.done(true);
    }

    private int openFirst() {
        return db.sql("select count(*) from publishing.section where parent is null and open")
                .query((r, n) -> r.getInt(1))
                .single();
    }

    private void changed(String action, long id, Person by, Map<String, ?> details) {
        events.publishEvent(Audited.Entry.of(action, "section", id, null, by, details));
        ready.changed();
    }

    private static Section read(ResultSet row, int n) throws SQLException {
        return new Section(
                row.getLong("id"),
                row.getString("code"),
                Sql.longOrNull(row, "parent"),
                row.getString("name"),
                row.getString("name_en"),
                row.getInt("position"),
                row.getBoolean("open"),
                row.getInt("version"));
    }
}
