package org.lianxin.channels.mastodon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Answers below the question, naming whoever asked, seen by as many as the question is. */
@Component
class MastodonAnswers {
    private final MastodonDesk desk;
    private final MastodonClient client;
    private final MastodonTimeline timeline;
    private final Arrivals arrivals;

    MastodonAnswers(MastodonDesk desk, MastodonClient client, MastodonTimeline timeline, Arrivals arrivals) {
        this.desk = desk;
        this.client = client;
        this.timeline = timeline;
        this.arrivals = arrivals;
    }

    private Optional<Arrival.Origin> question(Parcel parcel) {
        return arrivals.origin(parcel.reference())
                .filter(origin -> origin.remoteId().startsWith("status/"));
    }

    Attempt send(Parcel parcel) {
        Optional<Arrival.Origin> question = question(parcel);
        return question.isEmpty()
                ? new Attempt.ByHand(desk.words("no-origin"))
                : desk.write(parcel.account(), connection -> answer(parcel, question.get(), connection));
    }

    /** Whether it still stands there is asked first: an answer to nothing would be a post of its own. */
    private Attempt answer(Parcel parcel, Arrival.Origin question, Connection connection) {
        String id = Mastodon.bare(question.remoteId());
        Said there = client.get(connection, "/api/v1/statuses/" + id);
        if (there instanceof Said.No no && no.gone()) {
            arrivals.deleted(parcel.account(), question.remoteId());
            return new Attempt.Refused(desk.words("question-gone"));
        } else if (there instanceof Said.Lost) {
            // only looked
            return new Attempt.NotSent(desk.words("unreadable"), 60);
        } else if (!(there instanceof Said.Yes)) {
            return desk.no(connection, there);
        }
        Optional<Attempt> usedUp = desk.another(connection);
        if (usedUp.isPresent()) {
            return usedUp.get();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "status",
                "@" + question.author().id() + " " + Sheet.read(parcel.bytes()).plain());
        body.put("in_reply_to_id", id);
        body.put("visibility", question.way() == Arrival.Way.PRIVATE ? "direct" : "public");
        body.put("language", "zh");
        Said said = client.send("POST", connection, "/api/v1/statuses", body, "lianxin-" + parcel.delivery());
        return said instanceof Said.Yes(JsonNode status, var spoken)
                        && !MastodonDesk.id(status, "id").isEmpty()
                ? new Attempt.Confirmed("status/" + MastodonDesk.id(status, "id"), MastodonTimeline.url(status))
                : desk.no(connection, said);
    }

    Reading read(Parcel parcel) {
        return question(parcel)
                .map(origin -> timeline.find(parcel, Mastodon.bare(origin.remoteId())))
                .orElseGet(() -> new Reading.Unreadable(desk.words("unreadable")));
    }
}
