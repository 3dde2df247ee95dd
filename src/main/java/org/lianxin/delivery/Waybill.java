package org.lianxin.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;

/**
 * A delivery as people see it.
 *
 * @param why the last words about it, of the network or of the program
 * @param reason for the public, of a correction or withdrawal
 * @param toBeTakenAway a withdrawal was ordered while it was on its way
 * @param superseded a later delivery of the same thing to the same account was confirmed, so nothing is to be done about this one
 */
public record Waybill(
        long id,
        long review,
        Parcel.Kind kind,
        long account,
        String accountName,
        String accountUrl,
        Platform platform,
        String subjectType,
        long subjectId,
        long unit,
        String reference,
        DeliveryState state,
        Instant queuedAt,
        @Nullable Instant planned,
        Instant nextAt,
        int attempts,
        @Nullable Instant sentAt,
        @Nullable Instant unknownAt,
        int readings,
        @Nullable Instant settledAt,
        @Nullable Instant confirmedAt,
        String remoteId,
        String url,
        String why,
        String reason,
        boolean toBeTakenAway,
        boolean superseded,
        int version) {

    static final String COLUMNS = """
            d.*, coalesce(a.name, '') as account_name, coalesce(a.url, '') as account_url,
            d.state = 'REFUSED' and exists (select from delivery.delivery l where l.subject_type = d.subject_type and l.subject_id = d.subject_id
              and l.account = d.account and l.id > d.id and l.kind <> 'WITHDRAW' and l.state in ('CONFIRMED', 'WITHDRAWN')) as superseded""";

    /** Where the row stands in a list, latest first. */
    public Cursor place() {
        return new Cursor(queuedAt, id);
    }

    /** When the present state began, as far as it is known. */
    public Instant since() {
        if (confirmedAt != null) {
            return confirmedAt;
        } else if (settledAt != null) {
            return settledAt;
        } else if (state.unsettled() && sentAt != null) {
            return sentAt;
        }
        return planned == null ? queuedAt : planned;
    }

    /** When it goes to a person if it cannot be found out by reading; null in other states. */
    public @Nullable Instant toPersonAt() {
        return state == DeliveryState.UNKNOWN && unknownAt != null ? unknownAt.plus(Settling.LONGEST_UNKNOWN) : null;
    }

    static Waybill read(ResultSet row, int n) throws SQLException {
        return new Waybill(
                row.getLong("id"),
                row.getLong("review"),
                Parcel.Kind.valueOf(row.getString("kind")),
                row.getLong("account"),
                row.getString("account_name"),
                row.getString("account_url"),
                Platform.valueOf(row.getString("platform")),
                row.getString("subject_type"),
                row.getLong("subject_id"),
                row.getLong("unit"),
                row.getString("reference"),
                DeliveryState.valueOf(row.getString("state")),
                Sql.instant(row, "queued_at"),
                Sql.instantOrNull(row, "planned"),
                Sql.instant(row, "next_at"),
                row.getInt("attempts"),
                Sql.instantOrNull(row, "sent_at"),
                Sql.instantOrNull(row, "unknown_at"),
                row.getInt("readings"),
                Sql.instantOrNull(row, "settled_at"),
                Sql.instantOrNull(row, "confirmed_at"),
                row.getString("remote_id"),
                row.getString("url"),
                row.getString("why"),
                row.getString("reason"),
                row.getString("withdraw_reason") != null,
                row.getBoolean("superseded"),
                row.getInt("version"));
    }
}
