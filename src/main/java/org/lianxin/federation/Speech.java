package org.lianxin.federation;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.intake.Pictured;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What people elsewhere say to our accounts goes to the intake, as plain text; what they say to others is not looked at. */
@Component
class Speech {
    private static final List<String> EVERYBODY = List.of(Addresses.PUBLIC, "as:Public", "Public");

    private final Arrivals arrivals;
    private final Heard heard;
    private final Notes notes;
    private final Actors actors;
    private final Rest rest;

    Speech(Arrivals arrivals, Heard heard, Notes notes, Actors actors, Rest rest) {
        this.arrivals = arrivals;
        this.heard = heard;
        this.notes = notes;
        this.actors = actors;
        this.rest = rest;
    }

    @Component
    record Rest(Addresses addresses, Remotes remotes, Flags flags, Clock clock, Pictured pictured) {}

    /** How an account of ours was spoken to, and under what. */
    private record Spoken(Arrival.Way way, String thread, String parent) {}

    void created(Activity activity) {
        ObjectNode said = activity.embedded();
        if (said == null
                || !Json.is(said, "Note", "Article", "Question", "Page", "Image", "Video", "Event")
                || vote(said)
                || heard.takenAway(activity.object())) {
            return;
        }
        String text = PlainText.of(said);
        if (!text.isEmpty()) {
            addressed(said).forEach((account, spoken) -> arrive(activity, said, text, account, spoken));
        }
    }

    private void arrive(Activity activity, ObjectNode said, String text, long account, Spoken spoken) {
        String name = rest.remotes().find(activity.actor()).map(Remote::name).orElse("");
        String url = Json.id(said, "url");
        heard.enter(activity.object(), account);
        Arrival arrival = new Arrival(
                account,
                activity.object(),
                spoken.thread(),
                spoken.parent(),
                spoken.way(),
                text,
                Addresses.host(url).filter(activity.host()::equals).isPresent() ? url : activity.object(),
                new Arrival.Author(activity.actor(), name),
                written(said),
                List.of());
        rest.pictured().arrive(arrival, FetchesNear.sources(said));
    }

    /** A name without words, as an answer to a question of ours, is a vote and no message. */
    private static boolean vote(ObjectNode said) {
        return !Json.text(said, "name").isEmpty()
                && Json.text(said, "content").isEmpty()
                && !Json.id(said, "inReplyTo").isEmpty();
    }

    /** Which of our accounts it is for: whose note it answers, whom it names, or to whom alone it was sent. */
    private Map<Long, Spoken> addressed(ObjectNode said) {
        String id = Json.text(said, "id");
        String parent = Json.id(said, "inReplyTo");
        List<String> to = Stream.concat(Json.ids(said, "to").stream(), Json.ids(said, "cc").stream())
                .toList();
        boolean open = to.stream().anyMatch(EVERYBODY::contains);
        Map<Long, Spoken> found = new LinkedHashMap<>();
        OptionalLong note = rest.addresses().note(parent);
        if (note.isPresent()) {
            notes.find(note.getAsLong())
                    .filter(n -> actors.open(n.account()).isPresent())
                    .ifPresent(n -> found.put(
                            n.account(),
                            new Spoken(open ? Arrival.Way.COMMENT : Arrival.Way.PRIVATE, thread(n, parent), parent)));
        }
        Stream<String> named = Json.objects(said, "tag").stream()
                .filter(tag -> Json.is(tag, "Mention"))
                .map(tag -> Json.text(tag, "href"));
        Stream.concat(named, to.stream())
                .flatMap(actor -> rest.addresses().account(actor).stream().boxed())
                .filter(account -> actors.open(account).isPresent())
                .forEach(account -> found.putIfAbsent(
                        account,
                        new Spoken(
                                open ? Arrival.Way.MENTION : Arrival.Way.PRIVATE,
                                parent.isEmpty() ? id : parent,
                                parent)));
        return found;
    }

    /** What is said to an answer of ours belongs to where its question was asked. */
    private String thread(Notes.Note note, String parent) {
        return note.addressee().isEmpty()
                ? parent
                : arrivals.origin(note.reference())
                        .map(Arrival.Origin::thread)
                        .filter(t -> !t.isEmpty())
                        .orElse(parent);
    }

    private Instant written(ObjectNode said) {
        Instant now = rest.clock().instant();
        try {
            Instant written =
                    java.time.OffsetDateTime.parse(Json.text(said, "published")).toInstant();
            return written.isAfter(now) ? now : written;
        } catch (DateTimeException none) {
            return now;
        }
    }

    /** What was registered stays; beside it stands what was made of it. */
    void changed(Activity activity) {
        ObjectNode said = activity.embedded();
        String text = said == null ? "" : PlainText.of(said);
        if (!text.isEmpty()) {
            heard.accounts(activity.object())
                    .forEach(account -> arrivals.edited(account, activity.object(), activity.actor(), text));
        }
    }

    /** It stays registered and is marked; if it has not come yet, it will not be taken when it does. */
    void deleted(Activity activity) {
        heard.takeAway(activity.object());
        heard.accounts(activity.object()).forEach(account -> arrivals.deleted(account, activity.object()));
    }

    void flagged(Activity activity) {
        List<String> objects = Json.ids(activity.body(), "object");
        objects.stream()
                .map(this::accountOf)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(account ->
                        rest.flags().enter(account, activity.host(), objects, PlainText.of(activity.body())));
    }

    private Optional<Long> accountOf(String object) {
        OptionalLong note = rest.addresses().note(object);
        return note.isPresent()
                ? notes.find(note.getAsLong()).map(Notes.Note::account)
                : rest.addresses().account(object).stream()
                        .boxed()
                        .findFirst()
                        .filter(a -> actors.find(a).isPresent());
    }
}
