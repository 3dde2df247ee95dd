package org.lianxin.channels.mastodon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.FetchesByAddress;
import org.lianxin.channels.Places;
import org.lianxin.channels.Polls;
import org.lianxin.channels.Said;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Pictured;
import org.lianxin.language.HtmlWords;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fetches who names the account, from where the last fetch ended. What was written before the account was connected is nobody's question to us. */
@Component
class MastodonPolling {
    private static final Logger LOG = LoggerFactory.getLogger(MastodonPolling.class);
    private static final String PLACE = "mentions";
    private static final int PAGE = 40;
    private static final int MOST_PAGES = 20;
    private static final int PICTURES = 4;

    private final MastodonDesk desk;
    private final MastodonClient client;
    private final Rooms rooms;

    MastodonPolling(MastodonDesk desk, MastodonClient client, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(Pictured arrivals, Places places, MastodonSettings settings, Polls polls) {}

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    void look() {
        rooms.polls().due(Platform.MASTODON, rooms.settings().poll(), this::fetch);
    }

    /** From the newest back to the last place; the place moves only when all in between is registered. */
    void fetch(Connection connection) {
        try {
            String since = rooms.places().of(connection.account(), PLACE).orElse("");
            Optional<List<JsonNode>> found = since(connection, since);
            if (found.isEmpty() || found.get().isEmpty()) {
                return;
            }
            Instant earliest =
                    since.isEmpty() && connection.connectedAt() != null ? connection.connectedAt() : Instant.EPOCH;
            for (JsonNode notification : found.get().reversed()) {
                if (!MastodonTimeline.instant(notification.path("created_at")).isBefore(earliest)) {
                    JsonNode status = notification.path("status");
                    arrival(connection, status)
                            .ifPresent(arrival -> rooms.arrivals().arrive(arrival, pictures(status)));
                }
            }
            rooms.places().set(connection, PLACE, MastodonDesk.id(found.get().getFirst(), "id"));
        } catch (RuntimeException trouble) {
            LOG.warn("mentions of {} could not be fetched: {}", connection, trouble.toString());
        }
    }

    /** Newest first; empty if one page could not be read. Some servers do not look at what they are asked to leave out. */
    private Optional<List<JsonNode>> since(Connection connection, String since) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        String before = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            if (desk.toPoll(connection.account()).isEmpty()) {
                return Optional.empty();
            }
            Said said = client.get(
                    connection,
                    "/api/v1/notifications?types%5B%5D=mention&limit=" + PAGE
                            + (since.isEmpty() ? "" : "&since_id=" + since)
                            + (before.isEmpty() ? "" : "&max_id=" + before));
            desk.heed(connection, said);
            if (!(said instanceof Said.Yes(JsonNode body, var spoken)) || !body.isArray()) {
                return Optional.empty();
            }
            int known = found.size();
            boolean reached = false;
            for (JsonNode notification : body) {
                String id = MastodonDesk.id(notification, "id");
                reached |= !since.isEmpty() && id.equals(since);
                if (!reached && !id.isEmpty()) {
                    found.putIfAbsent(id, notification);
                    before = id;
                }
            }
            if (reached || body.size() < PAGE || found.size() == known) {
                break;
            }
        }
        return Optional.of(found.values().stream()
                .filter(n -> n.path("type").asString("").equals("mention"))
                .toList());
    }

    private Optional<Arrival> arrival(Connection connection, JsonNode status) {
        String id = MastodonDesk.id(status, "id");
        String author = acct(status.path("account"));
        if (id.isEmpty()
                || author.isEmpty()
                || MastodonDesk.id(status.path("account"), "id").equals(connection.secret("id"))) {
            return Optional.empty();
        }
        String visibility = status.path("visibility").asString("public");
        String parent = MastodonDesk.id(status, "in_reply_to_id");
        boolean below = !parent.isEmpty()
                && MastodonDesk.id(status, "in_reply_to_account_id").equals(connection.secret("id"));
        Arrival.Way way = visibility.equals("direct") || visibility.equals("private")
                ? Arrival.Way.PRIVATE
                : below ? Arrival.Way.COMMENT : Arrival.Way.MENTION;
        return Optional.of(new Arrival(
                connection.account(),
                "status/" + id,
                "status/" + (below ? parent : id),
                parent.isEmpty() ? "" : "status/" + parent,
                way,
                words(status),
                MastodonTimeline.url(status),
                new Arrival.Author(
                        author, status.path("account").path("display_name").asString(author)),
                MastodonTimeline.instant(status.path("created_at")),
                List.of()));
    }

    private static List<String> pictures(JsonNode status) {
        return status.path("media_attachments")
                .valueStream()
                .filter(media -> media.path("type").asString("").equals("image"))
                .flatMap(media -> FetchesByAddress.source("", media.path("url").asString("")).stream())
                .limit(PICTURES)
                .toList();
    }

    /** As that very server names them, so that it finds them again; empty for what is no name. */
    private static String acct(JsonNode account) {
        String acct = account.path("acct").asString("");
        return acct.matches("[\\w.-]{1,64}(?:@[\\w.:-]{1,253})?") ? acct : "";
    }

    /** Warning, words and, of what is shown beside them, what it is called and where it is. No mark-up of others is kept. */
    private static String words(JsonNode status) {
        List<String> parts = new ArrayList<>();
        parts.add(HtmlWords.of(status.path("spoiler_text").asString("")));
        parts.add(HtmlWords.of(status.path("content").asString("")));
        status.path("media_attachments").valueStream().limit(PICTURES).forEach(media -> {
            String url = media.path("url").asString("");
            if (url.matches("https://[\\x21-\\x7e]{1,500}")) {
                parts.add((HtmlWords.of(media.path("description").asString("")) + " " + url).strip());
            }
        });
        parts.removeIf(String::isEmpty);
        return String.join("\n", parts);
    }
}
