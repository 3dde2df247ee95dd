package org.lianxin.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.review.Kept;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads the outbox for people and programs: only what belongs to units that they read. */
@Service
public class Deliveries {
    /** Refused, and something better has happened since: nothing is to be done about it. */
    private static final String OLD = """
            (d.state = 'REFUSED' and (d.withdraw_reason is not null or exists (select from delivery.delivery l where l.subject_type = d.subject_type
              and l.subject_id = d.subject_id and l.account = d.account and l.id > d.id and l.kind <> 'WITHDRAW' and l.state in ('CONFIRMED', 'WITHDRAWN'))))""";

    private final JdbcClient db;
    private final Reviews reviews;
    private final Holds holds;

    Deliveries(JdbcClient db, Reviews reviews, Holds holds) {
        this.db = db;
        this.reviews = reviews;
        this.holds = holds;
    }

    /** The network's id of what was published last on the account, as far as that was known at that moment. */
    public Optional<String> lastPublished(long account, Instant before) {
        return db.sql("""
                        select remote_id from delivery.delivery where account = ? and kind = 'PUBLISH' and confirmed_at <= ? and remote_id <> ''
                        order by confirmed_at desc, id desc limit 1""")
                .params(account, Sql.time(before))
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /** What somebody looks for; the words stand in addresses. */
    public enum View {
        /** What a person has to do something about, or waits to. */
        OPEN,
        QUEUED,
        UNKNOWN,
        REFUSED,
        HAND,
        OUT,
        GONE,
        ALL;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static View of(String word) {
            for (View view : values()) {
                if (view.word().equals(word)) {
                    return view;
                }
            }
            return OPEN;
        }

        public Set<DeliveryState> states() {
            return switch (this) {
                case OPEN ->
                    EnumSet.of(DeliveryState.UNKNOWN, DeliveryState.MANUAL, DeliveryState.HAND, DeliveryState.REFUSED);
                case QUEUED -> EnumSet.of(DeliveryState.QUEUED, DeliveryState.CLAIMED);
                case UNKNOWN -> EnumSet.of(DeliveryState.UNKNOWN, DeliveryState.MANUAL);
                case REFUSED -> EnumSet.of(DeliveryState.REFUSED);
                case HAND -> EnumSet.of(DeliveryState.HAND);
                case OUT -> EnumSet.of(DeliveryState.CONFIRMED);
                case GONE -> EnumSet.of(DeliveryState.WITHDRAWN, DeliveryState.CANCELLED);
                case ALL -> EnumSet.allOf(DeliveryState.class);
            };
        }
    }

    /** @param unit null for all units that the person reads; account: null for all */
    public record Filter(
            View view, @Nullable Long unit, @Nullable Long account) {}

    /** A line of the journal: {@code what} SENT, READ, FOUND_CLAIMED, RESTORED or PERSON; outcome: what came of it; words: of the network or the program. */
    public record Tried(
            long delivery,
            String what,
            String outcome,
            String words,
            @Nullable Long person,
            Instant at) {}

    /** Latest first, by the time of the order. */
    public Slice<Waybill> list(Filter filter, @Nullable Cursor before, int most, Person person) {
        List<String> conditions = new ArrayList<>();
        if (filter.view() != View.ALL) {
            conditions.add("d.state = any(:states) and not " + OLD);
        }
        if (filter.unit() != null) {
            conditions.add("d.unit = :unit");
        }
        if (!person.readsAll()) {
            conditions.add("d.unit = any(:units)");
        }
        if (filter.account() != null) {
            conditions.add("d.account = :account");
        }
        if (before != null) {
            conditions.add("(d.queued_at, d.id) < (:at, :id)");
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        JdbcClient.StatementSpec query = db.sql("select " + Waybill.COLUMNS
                        + " from delivery.delivery d left join registry.face_account a on a.id = d.account" + where
                        + " order by d.queued_at desc, d.id desc limit :most")
                .param("most", most + 1)
                .param("states", filter.view().states().stream().map(Enum::name).toArray(String[]::new))
                .param("unit", filter.unit())
                .param("units", person.units().toArray(Long[]::new))
                .param("account", filter.account());
        if (before != null) {
            query = query.param("at", Sql.time(before.at())).param("id", before.id());
        }
        return Slice.of(query.query(Waybill::read).list(), most, Waybill::place);
    }

    /** How many stand where, of what is not settled; {@link View#OPEN} to {@link View#HAND} only. */
    public Map<View, Integer> counts(Person person) {
        Map<DeliveryState, Integer> byState = new EnumMap<>(DeliveryState.class);
        String units = person.readsAll() ? "" : " and d.unit = any(:units)";
        db.sql(
                        "select d.state, count(*) from delivery.delivery d where d.state in ('QUEUED', 'CLAIMED', 'UNKNOWN', 'MANUAL', 'HAND', 'REFUSED')"
                                + units + " and not " + OLD + " group by d.state")
                .param("units", person.units().toArray(Long[]::new))
                .query((row, n) -> byState.put(DeliveryState.valueOf(row.getString(1)), row.getInt(2)))
                .list();
        Map<View, Integer> counts = new EnumMap<>(View.class);
        for (View view : List.of(View.OPEN, View.QUEUED, View.UNKNOWN, View.REFUSED, View.HAND)) {
            counts.put(
                    view,
                    view.states().stream()
                            .mapToInt(s -> byState.getOrDefault(s, 0))
                            .sum());
        }
        return counts;
    }

    /** Empty if there is none or the person does not read its unit. */
    public Optional<Waybill> find(long id, Person person) {
        return db.sql(
                        "select " + Waybill.COLUMNS
                                + " from delivery.delivery d left join registry.face_account a on a.id = d.account where d.id = ?")
                .param(id)
                .query(Waybill::read)
                .optional()
                .filter(w -> person.reads(w.unit()));
    }

    /** All deliveries of a thing, latest first, at most 200; those of units that the person reads. */
    public List<Waybill> of(String subjectType, long subjectId, Person person) {
        return db
                .sql(
                        "select " + Waybill.COLUMNS
                                + " from delivery.delivery d left join registry.face_account a on a.id = d.account where d.subject_type = ? and d.subject_id = ? order by d.id desc limit 200")
                .params(subjectType, subjectId)
                .query(Waybill::read)
                .list()
                .stream()
                .filter(w -> person.reads(w.unit()))
                .toList();
    }

    /** Everything tried for these, oldest first; of each at most the last 100. */
    public List<Tried> tried(Collection<Long> deliveries) {
        return db.sql("""
                        select a.* from unnest(cast(:ids as bigint[])) d(id)
                        cross join lateral (select * from delivery.attempt t where t.delivery = d.id order by t.id desc limit 100) a order by a.id""")
                .param("ids", deliveries.toArray(Long[]::new))
                .query((row, n) -> new Tried(
                        row.getLong("delivery"),
                        row.getString("what"),
                        row.getString("outcome"),
                        row.getString("words"),
                        Sql.longOrNull(row, "by_person"),
                        Sql.instant(row, "at")))
                .list();
    }

    /** What goes out, or went; empty if the review's bytes are not those of its digest any more. */
    public Optional<Kept> kept(Waybill waybill) {
        try {
            String target = db.sql("select target from delivery.delivery where id = ?")
                    .param(waybill.id())
                    .query((row, n) -> row.getString(1))
                    .single();
            return reviews.kept(waybill.review()).stream()
                    .filter(k -> k.target().equals(target))
                    .findFirst();
        } catch (IllegalStateException otherBytes) {
            return Optional.empty();
        }
    }

    /** Why nothing goes out at the moment on the account of a queued delivery, ready to show; empty if nothing holds it. */
    public Optional<String> heldWhy(Waybill waybill) {
        return waybill.state() == DeliveryState.QUEUED && waybill.kind() != Parcel.Kind.WITHDRAW
                ? holds.reason(waybill.account(), waybill.platform())
                : Optional.empty();
    }

    /** All holds of this moment, for the board. */
    public List<String> holds() {
        return holds.all().stream().map(Hold.Held::reason).distinct().toList();
    }
}
