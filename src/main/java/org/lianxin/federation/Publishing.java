package org.lianxin.federation;

import java.util.List;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.federation.Outgoing.Kind;
import org.lianxin.kernel.Ids;
import org.lianxin.media.Media;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts notes into the fediverse, changes them and takes them away; each time all are told who follow, or were told of it lately. */
@Component
class Publishing {
    private final NoteForm form;
    private final Notes notes;
    private final Outgoing outgoing;
    private final Addresses addresses;
    private final Shown shown;

    Publishing(NoteForm form, Notes notes, Outgoing outgoing, Addresses addresses, Shown shown) {
        this.form = form;
        this.notes = notes;
        this.outgoing = outgoing;
        this.addresses = addresses;
        this.shown = shown;
    }

    @Component
    record Shown(Media media, Remotes remotes, Ids ids, Announces announces) {}

    /** @param page where people read it */
    Notes.Note create(Parcel parcel, Sheet sheet, Audience audience, String page) {
        long id = shown.ids().next();
        ObjectNode body = form.note(
                id,
                parcel.account(),
                sheet,
                audience.answers() ? NoteForm.mention(audience.actor(), audience.name()) : "");
        address(body, parcel.account(), audience);
        body.put("published", parcel.at().toString());
        body.put("url", audience.answers() ? addresses.note(id) : page);
        notes.enter(id, parcel, audience, page, Json.text(body));
        show(id, parcel, sheet);
        say(notes.find(id).orElseThrow(), Kind.CREATE, parcel.delivery(), body);
        return notes.find(id).orElseThrow();
    }

    private void address(ObjectNode body, long account, Audience audience) {
        ArrayNode to = body.putArray("to");
        ArrayNode cc = body.putArray("cc");
        if (audience.open()) {
            to.add(Addresses.PUBLIC);
            cc.add(addresses.of(account, "followers"));
        }
        if (audience.answers()) {
            (audience.open() ? cc : to).add(audience.actor());
            body.put("inReplyTo", audience.question());
            body.withArray("tag")
                    .addObject()
                    .put("type", "Mention")
                    .put("href", audience.actor())
                    .put("name", audience.name());
        }
    }

    /** The words are others now; whom it is for, and since when it is there, stays. */
    Notes.Note change(Notes.Note note, Sheet sheet, Parcel parcel) {
        ObjectNode before = note.object();
        String mention = Json.objects(before, "tag").stream()
                .filter(tag -> Json.is(tag, "Mention"))
                .map(tag -> NoteForm.mention(Json.text(tag, "href"), Json.text(tag, "name")))
                .findFirst()
                .orElse("");
        ObjectNode body = form.note(note.id(), note.account(), sheet, mention);
        for (String kept : List.of("to", "cc", "published", "url", "inReplyTo")) {
            if (before.has(kept)) {
                body.set(kept, before.get(kept));
            }
        }
        Json.objects(before, "tag").stream()
                .filter(tag -> Json.is(tag, "Mention"))
                .forEach(tag -> body.withArray("tag").add(tag));
        body.put("updated", parcel.at().toString());
        notes.change(note.id(), Json.text(body), parcel.at());
        shown.media().hide(place(note.id()));
        show(note.id(), parcel, sheet);
        say(note, Kind.UPDATE, parcel.delivery(), body);
        return note;
    }

    /** No word of it is kept, and what has not gone out yet goes out no more. */
    Notes.Note withdraw(Notes.Note note, Parcel parcel) {
        if (note.withdrawnAt() != null) {
            return note;
        }
        ObjectNode before = note.object();
        notes.withdraw(note.id(), parcel.at());
        shown.media().hide(place(note.id()));
        ObjectNode tombstone = Json.object();
        tombstone.put("id", addresses.note(note.id()));
        tombstone.put("type", "Tombstone");
        tombstone.put("formerType", "Note");
        tombstone.put("deleted", parcel.at().toString());
        tombstone.set("to", before.get("to"));
        tombstone.set("cc", before.get("cc"));
        say(note, Kind.DELETE, parcel.delivery(), tombstone);
        return note;
    }

    private void say(Notes.Note note, Kind kind, long delivery, ObjectNode body) {
        long said = outgoing.say(note.account(), kind, note.id(), delivery, words -> {
            words.set("to", body.get("to"));
            words.set("cc", body.get("cc"));
            words.set("object", body);
        });
        if (note.open()) {
            outgoing.toFollowers(said, note.account());
            // whoever knows it by somebody who carries it must not go on seeing what was changed or taken away
            shown.announces().carriers(note.id()).forEach(carrier -> outgoing.toFollowers(said, carrier));
        }
        if (kind != Kind.CREATE) {
            outgoing.toToldOfNote(said, note.id());
        }
        if (!note.addressee().isEmpty()) {
            outgoing.to(
                    said,
                    shown.remotes()
                            .find(note.addressee())
                            .map(Remote::inbox)
                            .orElse(Outgoing.ACTOR + note.addressee()));
        }
    }

    private void show(long note, Parcel parcel, Sheet sheet) {
        shown.media()
                .show(sheet.media().stream().map(Manuscript.Picture::hash).toList(), place(note), parcel.reference());
    }

    private static String place(long note) {
        return "note/" + note;
    }
}
