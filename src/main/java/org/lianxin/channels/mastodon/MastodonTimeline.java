package org.lianxin.channels.mastodon;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Said;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline.Posted;
import org.lianxin.language.HtmlWords;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the account itself has written, answers included. */
@Component
class MastodonTimeline {
    static final int PAGE = 40;

    /** So far a server's clock may be from ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final MastodonDesk desk;
    private final MastodonClient client;

    MastodonTimeline(MastodonDesk desk, MastodonClient client) {
        this.desk = desk;
        this.client = client;
    }

    static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asString(""));
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    static String url(JsonNode status) {
        String url = status.path("url").asString("");
        return url.matches("https?://[\\x21-\\x7e]{1,1900}") ? url : "";
    }

    /** A page of what the account has written, newest first; empty if it could not be read. {@code before}: an id, or empty. */
    Optional<List<JsonNode>> page(Connection connection, String before) {
        Said said = client.get(
                connection,
                "/api/v1/accounts/" + connection.secret("id") + "/statuses?exclude_reblogs=true&limit=" + PAGE
                        + (before.isEmpty() ? "" : "&max_id=" + before));
        desk.heed(connection, said);
        return said instanceof Said.Yes(JsonNode body, var spoken) && body.isArray()
                ? Optional.of(body.valueStream()
                        .filter(s -> !MastodonDesk.id(s, "id").isEmpty())
                        .toList())
                : Optional.empty();
    }

    /** What was to be published or answered; {@code answered}: the id of what it answers, or empty. */
    Reading find(Parcel parcel, String answered) {
        Optional<Connection> connection = desk.toRead(parcel.account());
        Optional<List<JsonNode>> statuses = connection.flatMap(c -> page(c, ""));
        if (statuses.isEmpty()) {
            return unreadable();
        }
        Sheet sheet = Sheet.read(parcel.bytes());
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        for (JsonNode status : statuses.get()) {
            if (shows(status, sheet)
                    && MastodonDesk.id(status, "in_reply_to_id").equals(answered)
                    && !instant(status.path("created_at")).isBefore(earliest)) {
                return new Reading.Found("status/" + MastodonDesk.id(status, "id"), url(status));
            }
        }
        boolean allOfIt = statuses.get().size() < PAGE
                || instant(statuses.get().getLast().path("created_at")).isBefore(earliest);
        return allOfIt ? new Reading.Absent() : unreadable();
    }

    private Reading unreadable() {
        return new Reading.Unreadable(desk.words("unreadable"));
    }

    /** Whether its words are these; the name of whoever is answered may stand before them. */
    static boolean shows(JsonNode status, Sheet sheet) {
        String there = letters(HtmlWords.of(status.path("content").asString("")));
        String ours = letters(sheet.plain());
        return sheet.kind().equals("reply") ? there.endsWith(ours) : there.equals(ours);
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** What has become of a post that stood there: with the corrected words, or gone. */
    Reading look(Parcel parcel) {
        String id = String.valueOf(parcel.remoteId());
        Optional<Connection> connection = desk.toRead(parcel.account());
        if (connection.isEmpty() || !id.startsWith("status/")) {
            return unreadable();
        }
        boolean withdrawn = parcel.kind() == Parcel.Kind.WITHDRAW;
        return switch (client.get(connection.get(), "/api/v1/statuses/" + id.substring("status/".length()))) {
            case Said.Yes(JsonNode status, var spoken)
            when withdrawn || shows(status, Sheet.read(parcel.bytes())) -> new Reading.Found(id, url(status));
            case Said.Yes other -> new Reading.Absent();
            case Said.No no when withdrawn && no.gone() -> new Reading.Absent();
            case Said.No no -> new Reading.Unreadable(desk.said(no));
            case Said other -> unreadable();
        };
    }

    /** The newest posts of the account, newest first; empty if they could not be read. */
    Optional<List<Posted>> latest(long account) {
        return desk.toRead(account).flatMap(c -> page(c, "")).map(statuses -> {
            List<Posted> posts = new ArrayList<>();
            for (JsonNode status : statuses) {
                posts.add(new Posted(
                        "status/" + MastodonDesk.id(status, "id"),
                        url(status),
                        HtmlWords.of(status.path("content").asString("")),
                        instant(status.path("created_at"))));
            }
            return posts;
        });
    }
}
