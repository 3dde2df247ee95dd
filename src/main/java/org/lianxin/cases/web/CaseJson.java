package org.lianxin.cases.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.kernel.Ids;

/** A case as programs read it: ids are strings, texts are masked. */
record CaseJson(
        String id,
        String number,
        String kind,
        String channel,
        String state,
        String text,
        String place,
        List<String> pictures,
        boolean consent,
        @Nullable String unit,
        @Nullable String handler,
        Instant receivedAt,
        @Nullable Instant dueFirstAt,
        @Nullable Instant dueAt,
        boolean provisional,
        @Nullable Instant firstAnsweredAt,
        @Nullable Instant answeredAt,
        @Nullable ClosureJson closure,
        @Nullable RatingJson rating,
        int reopened,
        int returned,
        int version) {

    record ClosureJson(String kind, String reason, Instant at) {}

    record RatingJson(String rating, String words, Instant at) {}

    /** One case with all that happened and all that was written. */
    record Whole(CaseJson summary, List<StepJson> timeline, List<ReplyJson> replies) {}

    record StepJson(
            String what,
            boolean open,
            @Nullable String unit,
            @Nullable String by,
            Instant at,
            String words,
            String remark) {}

    record PictureJson(String hash, String alternative) {}

    record ReplyJson(
            String id,
            String kind,
            String state,
            String text,
            List<PictureJson> pictures,
            String author,
            String remark,
            @Nullable String review,
            String url,
            Instant changedAt,
            @Nullable Instant sentAt,
            int version) {

        static ReplyJson of(Reply r) {
            return new ReplyJson(
                    Ids.text(r.id()),
                    r.kind().word(),
                    r.state().word(),
                    r.text(),
                    r.pictures().stream()
                            .map(p -> new PictureJson(p.hash(), p.alternative()))
                            .toList(),
                    Ids.text(r.author()),
                    r.remark(),
                    CaseJson.text(r.review()),
                    r.url(),
                    r.changedAt(),
                    r.sentAt(),
                    r.version());
        }
    }

    static StepJson step(Step s) {
        return new StepJson(
                s.what().word(), s.what().open(), text(s.unit()), text(s.by()), s.at(), s.words(), s.remark());
    }

    static CaseJson of(Case c) {
        Case.Reckoning clock = c.clock();
        Case.Closure closure = c.closure();
        Case.Rated rated = c.rated();
        return new CaseJson(
                Ids.text(c.id()),
                c.number(),
                c.kindWord(),
                c.channel(),
                c.state().word(),
                c.masked(),
                c.place(),
                c.pictures(),
                c.consent(),
                text(c.unit()),
                text(c.handler()),
                c.receivedAt(),
                clock == null ? null : clock.dueFirst(),
                clock == null ? null : clock.dueFinal(),
                clock != null && clock.provisional(),
                c.firstAnsweredAt(),
                c.answeredAt(),
                closure == null
                        ? null
                        : new ClosureJson(
                                closure.as().name().toLowerCase(java.util.Locale.ROOT), closure.reason(), closure.at()),
                rated == null ? null : new RatingJson(rated.rating().word(), rated.words(), rated.at()),
                c.reopened(),
                c.returned(),
                c.version());
    }

    static @Nullable String text(@Nullable Long id) {
        return id == null ? null : Ids.text(id);
    }
}
