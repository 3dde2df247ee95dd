package org.lianxin.federation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What our actors have said in public: their own notes, and those of others that they carry further. */
@Component
class Said {
    private static final int PAGE = 20;

    private final Notes notes;
    private final Announces announces;
    private final Announcing announcing;
    private final Documents documents;
    private final Addresses addresses;

    Said(Notes notes, Announces announces, Announcing announcing, Documents documents, Addresses addresses) {
        this.notes = notes;
        this.announces = announces;
        this.announcing = announcing;
        this.documents = documents;
        this.addresses = addresses;
    }

    Optional<Notes.Note> note(long id) {
        return notes.find(id);
    }

    /** The bytes of an activity of ours that everybody may read. */
    Optional<byte[]> activity(long id) {
        return notes.activity(id).or(() -> announces.activity(id));
    }

    /** How much there is, and where it begins. */
    ObjectNode whole(long account) {
        String outbox = addresses.of(account, "outbox");
        ObjectNode collection = documents.collection(outbox, notes.count(account) + announces.count(account));
        collection.put("first", outbox + "?page=true");
        return collection;
    }

    /** A part of it, newest first; {@code before}: what comes after this one, empty for the newest. */
    ObjectNode page(long account, OptionalLong before) {
        String outbox = addresses.of(account, "outbox");
        long end = before.orElse(Long.MAX_VALUE);
        List<Map.Entry<Long, Supplier<ObjectNode>>> latest = Stream.concat(
                        notes.latest(account, end, PAGE).stream()
                                .map(n -> Map.<Long, Supplier<ObjectNode>>entry(n.id(), () -> create(n))),
                        announces.latest(account, end, PAGE).stream()
                                .map(a -> Map.<Long, Supplier<ObjectNode>>entry(a.id(), () -> announcing.activity(a))))
                .sorted(Comparator.comparing(
                        (Map.Entry<Long, Supplier<ObjectNode>> e) -> e.getKey(), Comparator.reverseOrder()))
                .limit(PAGE)
                .toList();
        ObjectNode part = Documents.context(Json.object());
        part.put("id", outbox + "?page=true" + (before.isPresent() ? "&before=" + before.getAsLong() : ""));
        part.put("type", "OrderedCollectionPage");
        part.put("partOf", outbox);
        if (latest.size() == PAGE) {
            part.put("next", outbox + "?page=true&before=" + latest.getLast().getKey());
        }
        var items = part.putArray("orderedItems");
        latest.forEach(entry -> items.add(entry.getValue().get()));
        return part;
    }

    private ObjectNode create(Notes.Note note) {
        ObjectNode body = note.object();
        ObjectNode create = Json.object();
        create.put("id", addresses.activity(note.create()));
        create.put("type", "Create");
        create.put("actor", addresses.actor(note.account()));
        create.put("published", note.publishedAt().toString());
        create.set("to", body.get("to"));
        create.set("cc", body.get("cc"));
        create.set("object", body);
        return create;
    }
}
