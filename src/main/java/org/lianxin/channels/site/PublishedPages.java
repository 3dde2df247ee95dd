package org.lianxin.channels.site;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Bigrams;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.kernel.Ids;
import org.lianxin.media.Media;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tables of published pages: a set of parcels of one kind is one statement. What a delivery has done once it never does again. */
@Component
class PublishedPages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROWS = """
            with parcel as (
              select p.*, coalesce(p.remote, (select g.id from channels.page g
                where g.subject_type = p.subject_type and g.subject_id = p.subject_id and g.account = p.account order by g.id desc limit 1)) as page
              from jsonb_to_recordset(cast(:rows as jsonb)) as p(id bigint, delivery bigint, remote bigint, subject_type text, subject_id bigint, account bigint,
                reference text, unit bigint, unit_name text, account_name text, category text, section text, title text, html text, plain text, question text,
                media jsonb, grams text[], digest text, reason text, at timestamptz)
              where not exists (select from channels.page_version v where v.delivery = p.delivery)
            )
            """;

    private final JdbcClient db;
    private final Ids ids;
    private final Media media;

    PublishedPages(JdbcClient db, Ids ids, Media media) {
        this.db = db;
        this.ids = ids;
        this.media = media;
    }

    /** @param sheet null for a withdrawal; problem: key of the sentence why it cannot be published, or null */
    record Entry(
            Parcel parcel, @Nullable Sheet sheet, @Nullable String problem) {}

    /** Where a delivery ended; {@code written} is false if its page had been withdrawn before. */
    record Place(long page, boolean reply, boolean shown, boolean written) {}

    private record Row(
            long id,
            long delivery,
            @Nullable Long remote,
            String subject_type,
            long subject_id,
            long account,
            String reference,
            long unit,
            String unit_name,
            String account_name,
            String category,
            String section,
            String title,
            String html,
            String plain,
            String question,
            List<Manuscript.Picture> media,
            Set<String> grams,
            String digest,
            String reason,
            Instant at) {}

    /** All of one kind, no two of one page. The place of each delivery; none where there is no such page. */
    Map<Long, Place> write(Parcel.Kind kind, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Map.of();
        }
        lock(entries);
        Set<Long> pictured = kind == Parcel.Kind.REPLY ? Set.of() : pictured(entries);
        String rows = JSON.writeValueAsString(entries.stream().map(this::row).toList());
        switch (kind) {
            case PUBLISH -> {
                insert(rows, "post", kind);
                // what has its page already, from an earlier review, is a change of its wording
                update(rows, Parcel.Kind.CORRECT);
            }
            case REPLY -> insert(rows, "reply", kind);
            case CORRECT -> update(rows, kind);
            case WITHDRAW -> withdraw(rows);
        }
        lead(entries);
        Map<Long, Place> places = places(rows);
        showMedia(entries, places, pictured);
        return places;
    }

    /** Pages of these posts and cases that show files now. */
    private Set<Long> pictured(List<Entry> entries) {
        return Set.copyOf(db.sql("select id from channels.page where reference = any(?) and media <> '[]'")
                .param(references(entries))
                .query((row, n) -> row.getLong(1))
                .list());
    }

    /** Two accounts of one post may be confirmed at the same moment; only one of their rows leads. */
    private void lock(List<Entry> entries) {
        db.sql(
                        "select pg_advisory_xact_lock(hashtextextended('channels.page/' || r, 0)) from (select distinct r from unnest(?::text[]) r order by r) one")
                .param(references(entries))
                .query((row, n) -> n)
                .list();
    }

    private static String[] references(List<Entry> entries) {
        return entries.stream()
                .map(e -> e.parcel().reference())
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    private Row row(Entry entry) {
        Parcel p = entry.parcel();
        Sheet s = entry.sheet() == null
                ? new Sheet("", "", "", "", "", "", "", "", "", p.reference(), List.of())
                : entry.sheet();
        Long remote = p.remoteId() == null
                ? null
                : Ids.parse(p.remoteId()).stream().boxed().findFirst().orElse(null);
        return new Row(
                ids.next(),
                p.delivery(),
                p.kind() == Parcel.Kind.PUBLISH || p.kind() == Parcel.Kind.REPLY ? null : remote,
                p.subjectType(),
                p.subjectId(),
                p.account(),
                p.reference(),
                s.unit(),
                s.unitName(),
                s.accountName(),
                s.category(),
                s.section(),
                s.title(),
                s.html(),
                s.plain(),
                s.question(),
                s.media(),
                Bigrams.of(s.title() + "\n" + s.question() + "\n" + s.plain()),
                p.digest(),
                p.reason(),
                p.at());
    }

    private void insert(String rows, String kind, Parcel.Kind move) {
        db.sql(ROWS + """
                , fresh as (
                  select p.*, a.unit as account_unit from parcel p left join registry.face_account a on a.id = p.account
                ), made as (
                  insert into channels.page (id, kind, delivery, subject_type, subject_id, account, reference, unit, unit_name, account_name, category, section, title,
                    html, plain, question, media, grams, own, shown, lead, published_at)
                  select id, :kind, delivery, subject_type, subject_id, account, reference, coalesce(nullif(unit, 0), account_unit, 0), unit_name, account_name, category,
                    section, title, html, plain, question, media, grams, coalesce(unit in (0, account_unit), false), :kind = 'post' or question <> '', false, at
                  from fresh on conflict do nothing returning id
                )
                insert into channels.page_version (delivery, page, kind, title, html, plain, question, digest, reason, at)
                select f.delivery, f.id, :move, f.title, f.html, f.plain, f.question, f.digest, f.reason, f.at from fresh f join made m on m.id = f.id""")
                .param("rows", rows)
                .param("kind", kind)
                .param("move", move.name())
                .update();
    }

    private void update(String rows, Parcel.Kind move) {
        db.sql(ROWS + """
                , open as (
                  select p.*, g.kind as page_kind from parcel p join channels.page g on g.id = p.page where g.withdrawn_at is null for update of g
                ), noted as (
                  insert into channels.page_version (delivery, page, kind, title, html, plain, question, digest, reason, at)
                  select delivery, page, :move, title, html, plain, question, digest, reason, at from open on conflict do nothing returning delivery
                )
                update channels.page g set title = o.title, html = o.html, plain = o.plain, question = o.question, media = o.media, grams = o.grams, category = o.category,
                  section = o.section, unit_name = o.unit_name, account_name = o.account_name, shown = o.page_kind = 'post' or o.question <> '', corrected_at = o.at,
                  correction_reason = o.reason
                from open o join noted n on n.delivery = o.delivery where g.id = o.page""").param("rows", rows).param("move", move.name()).update();
    }

    private void withdraw(String rows) {
        db.sql(ROWS + """
                , there as (
                  select p.* from parcel p join channels.page g on g.id = p.page for update of g
                ), noted as (
                  insert into channels.page_version (delivery, page, kind, title, html, plain, question, digest, reason, at)
                  select delivery, page, 'WITHDRAW', '', '', '', '', digest, reason, at from there on conflict do nothing returning delivery
                )
                update channels.page g set title = '', html = '', plain = '', question = '', media = '[]', grams = '{}', withdrawn_at = t.at, withdrawn_reason = t.reason
                from there t join noted n on n.delivery = t.delivery where g.id = t.page and g.withdrawn_at is null""").param("rows", rows).update();
    }

    /** The first row that everybody may see leads; the unit's own account goes before the main one. */
    private void lead(List<Entry> entries) {
        db.sql("""
                update channels.page g set lead = (g.id = first.id) from (
                  select distinct on (kind, reference) kind, reference, id from channels.page where reference = any(?) and shown and withdrawn_at is null
                  order by kind, reference, kind = 'post' and own desc, id) first
                where g.kind = first.kind and g.reference = first.reference and g.lead <> (g.id = first.id)""").param(references(entries)).update();
    }

    private Map<Long, Place> places(String rows) {
        Map<Long, Place> places = new HashMap<>();
        db.sql("""
                select p.delivery, g.id, g.kind = 'reply' as reply, g.shown, v.delivery is not null as written
                from jsonb_to_recordset(cast(? as jsonb)) as p(delivery bigint, remote bigint, subject_type text, subject_id bigint, account bigint)
                left join channels.page_version v on v.delivery = p.delivery
                join channels.page g on g.id = coalesce(v.page, p.remote, (select o.id from channels.page o
                  where o.subject_type = p.subject_type and o.subject_id = p.subject_id and o.account = p.account order by o.id desc limit 1))""")
                .param(rows)
                .query((row, n) -> places.put(
                        row.getLong("delivery"),
                        new Place(
                                row.getLong("id"),
                                row.getBoolean("reply"),
                                row.getBoolean("shown"),
                                row.getBoolean("written"))))
                .list();
        return places;
    }

    private void showMedia(List<Entry> entries, Map<Long, Place> places, Set<Long> pictured) {
        for (Entry entry : entries) {
            Place place = places.get(entry.parcel().delivery());
            if (place == null || !place.written()) {
                continue;
            }
            String where = "page/" + place.page();
            List<String> hashes = new ArrayList<>();
            if (entry.sheet() != null && place.shown()) {
                entry.sheet().media().forEach(p -> hashes.add(p.hash()));
            }
            if (pictured.contains(place.page())) {
                media.hide(where);
            }
            if (!hashes.isEmpty()) {
                media.show(hashes, where, entry.parcel().reference());
            }
        }
    }
}
