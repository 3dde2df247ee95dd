package org.lianxin.federation;

import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.delivery.Carried;
import org.lianxin.delivery.Parcel;
import org.lianxin.federation.Announces.Announce;
import org.lianxin.federation.Outgoing.Kind;
import org.lianxin.kernel.Ids;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Carries notes of other accounts of this server further, to all who follow the account that does, and takes that back. */
@Component
class Announcing {
    private static final String PREFIX = "announce/";

    private final Announces announces;
    private final Notes notes;
    private final Outgoing outgoing;
    private final Addresses addresses;
    private final Ids ids;

    Announcing(Announces announces, Notes notes, Outgoing outgoing, Addresses addresses, Ids ids) {
        this.announces = announces;
        this.notes = notes;
        this.outgoing = outgoing;
        this.addresses = addresses;
        this.ids = ids;
    }

    /** As deliveries know it, told from a note's by what stands before. */
    static String remoteId(Announce announce) {
        return PREFIX + announce.id();
    }

    /** The one that a delivery is about, if it is about one. */
    Optional<Announce> of(Parcel parcel) {
        String remote = String.valueOf(parcel.remoteId());
        OptionalLong id =
                remote.startsWith(PREFIX) ? Ids.parse(remote.substring(PREFIX.length())) : OptionalLong.empty();
        return id.isPresent()
                ? announces.find(id.getAsLong()).filter(a -> a.account() == parcel.account())
                : Optional.empty();
    }

    /** The note as it stands, kept so until the transaction ends: whoever withdraws it meanwhile waits, and finds this announcement. */
    Optional<Notes.Note> original(Carried carried) {
        OptionalLong id = Ids.parse(carried.remoteId());
        return id.isPresent() ? notes.standing(id.getAsLong()) : Optional.empty();
    }

    boolean stands(long account, Notes.Note note) {
        return announces.stands(account, note.id());
    }

    Announce announce(Parcel parcel, Notes.Note note) {
        long id = ids.next();
        announces.enter(id, note.id(), parcel);
        Announce made = announces.find(id).orElseThrow();
        long said = outgoing.announce(made, Kind.ANNOUNCE, parcel.delivery(), words -> {
            words.put("published", made.publishedAt().toString());
            words.setAll(about(made));
        });
        outgoing.toFollowers(said, parcel.account());
        return announces.find(id).orElseThrow();
    }

    Announce undo(Announce announce, Parcel parcel) {
        if (announce.withdrawnAt() != null) {
            return announce;
        }
        announces.withdraw(announce.id(), parcel.at());
        long said = outgoing.announce(announce, Kind.UNDO, parcel.delivery(), words -> {
            ObjectNode about = about(announce);
            words.set("to", about.get("to"));
            words.set("cc", about.get("cc"));
            words.set("object", activity(announce));
        });
        outgoing.toFollowers(said, announce.account());
        outgoing.toToldOfAnnounce(said, announce.id());
        return announce;
    }

    /** As it was said, for the list of what an account has said. */
    ObjectNode activity(Announce announce) {
        ObjectNode said = Json.object();
        said.put("id", addresses.activity(announce.said()));
        said.put("type", "Announce");
        said.put("actor", addresses.actor(announce.account()));
        said.put("published", announce.publishedAt().toString());
        return said.setAll(about(announce));
    }

    private ObjectNode about(Announce announce) {
        ObjectNode about = Json.object();
        about.putArray("to").add(Addresses.PUBLIC);
        about.putArray("cc").add(addresses.of(announce.account(), "followers")).add(addresses.actor(announce.author()));
        about.put("object", addresses.note(announce.note()));
        return about;
    }
}
