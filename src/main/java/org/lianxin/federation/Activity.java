package org.lianxin.federation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Something that an actor elsewhere did, as they told us. */
record Activity(String id, String actor, ObjectNode body) {
    private static final int LONGEST = 500;

    /** What these bytes say; empty if they name neither themselves nor who speaks. */
    static Optional<Activity> read(byte[] bytes) {
        return Json.read(bytes)
                .map(body -> new Activity(Json.text(body, "id"), Json.id(body, "actor"), body))
                .filter(a -> a.id().length() <= LONGEST
                        && a.actor().length() <= LONGEST
                        && Addresses.host(a.id()).isPresent()
                        && Addresses.host(a.actor()).isPresent()
                        && !a.body().path("type").isMissingNode());
    }

    boolean is(String... types) {
        return Json.is(body, types);
    }

    /** The address of what it is about. */
    String object() {
        return Json.id(body, "object");
    }

    /** What it is about, where that was sent along. */
    @Nullable
    ObjectNode embedded() {
        return Json.object(body, "object");
    }

    String host() {
        return Addresses.host(actor).orElseThrow();
    }

    /** Whether an actor says farewell, of whom nothing is left that could prove it. */
    boolean farewell() {
        return is("Delete") && object().equals(actor);
    }

    /** Whether the actor speaks only of what is theirs: an activity and things of their own server, in their own name. */
    boolean owned() {
        if (!at(id)) {
            return false;
        }
        ObjectNode thing = embedded();
        if (is("Create", "Update")) {
            String author = thing == null ? actor : Json.id(thing, "attributedTo");
            boolean self = thing != null && Json.text(thing, "id").equals(actor);
            return at(object()) && (self || author.isEmpty() || author.equals(actor));
        } else if (is("Delete")) {
            return at(object());
        } else if (is("Undo")) {
            return at(object()) && (thing == null || Json.id(thing, "actor").equals(actor));
        }
        return true;
    }

    private boolean at(String address) {
        return Addresses.host(address).filter(host()::equals).isPresent();
    }
}
