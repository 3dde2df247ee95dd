package org.lianxin.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;

/** A delivery as the workers see it. */
record Dispatch(
        long id,
        long review,
        String target,
        Parcel.Kind kind,
        long account,
        Platform platform,
        String subjectType,
        long subjectId,
        long unit,
        String reference,
        String digest,
        String reason,
        @Nullable Long actor,
        @Nullable Long published,
        DeliveryState state,
        int attempts,
        @Nullable Instant firstAt,
        @Nullable Instant sentAt,
        @Nullable Instant unknownAt,
        @Nullable Instant lateUntil,
        int readings,
        @Nullable String withdrawReason,
        @Nullable Long withdrawBy,
        int version) {

    static Dispatch read(ResultSet row, int n) throws SQLException {
        return new Dispatch(
                row.getLong("id"),
                row.getLong("review"),
                row.getString("target"),
                Parcel.Kind.valueOf(row.getString("kind")),
                row.getLong("account"),
                Platform.valueOf(row.getString("platform")),
                row.getString("subject_type"),
                row.getLong("subject_id"),
                row.getLong("unit"),
                row.getString("reference"),
                row.getString("digest"),
                row.getString("reason"),
                Sql.longOrNull(row, "actor"),
                Sql.longOrNull(row, "published"),
                DeliveryState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Sql.instantOrNull(row, "first_at"),
                Sql.instantOrNull(row, "sent_at"),
                Sql.instantOrNull(row, "unknown_at"),
                Sql.instantOrNull(row, "late_until"),
                row.getInt("readings"),
                row.getString("withdraw_reason"),
                Sql.longOrNull(row, "withdraw_by"),
                row.getInt("version"));
    }

    /** Whether this kind of delivery is what a reader sees; corrections and withdrawals are about one of these. */
    boolean publication() {
        return kind == Parcel.Kind.PUBLISH || kind == Parcel.Kind.REPLY;
    }
}
