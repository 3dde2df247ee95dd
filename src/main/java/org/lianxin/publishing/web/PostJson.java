package org.lianxin.publishing.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.publishing.Illustration;

/** Posts as programs write and read them. */
final class PostJson {
    private PostJson() {}

    record Picture(
            @Nullable String hash,
            @Nullable String alternative,
            @Nullable String caption) {}

    record Written(
            @Nullable String unit,
            @Nullable String title,
            @Nullable String text,
            @Nullable String category,
            @Nullable String section,
            @Nullable List<String> targets,
            @Nullable List<Picture> media,
            @Nullable Instant planned,
            @Nullable String note,
            @Nullable String carries,
            @Nullable Integer version) {}

    record Version(@Nullable Integer version) {}

    record Reason(@Nullable String reason) {}

    record Asked(String id, int version, String digest) {}

    record Submission(String post, int version, String state, Asked review) {}

    record Shown(
            String id,
            int version,
            String state,
            String unit,
            String title,
            String text,
            String category,
            @Nullable String section,
            List<String> targets,
            List<Illustration> media,
            @Nullable Instant planned,
            String note,
            @Nullable String carries,
            int revision,
            @Nullable String review,
            String remark,
            @Nullable Instant firstPublishedAt,
            Instant createdAt,
            Instant changedAt,
            List<Went> went) {}

    record Went(
            String account,
            int revision,
            String state,
            String url,
            String reason,
            @Nullable Instant outAt,
            @Nullable Instant correctedAt,
            @Nullable Instant withdrawnAt) {}

    record Listed(
            String id,
            int version,
            String state,
            String unit,
            String title,
            String category,
            @Nullable Instant planned,
            @Nullable Instant firstPublishedAt,
            Instant changedAt) {}

    record Listing(List<Listed> items, @Nullable String next) {}
}
