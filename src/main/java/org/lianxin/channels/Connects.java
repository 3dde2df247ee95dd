package org.lianxin.channels;

import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;

/** How accounts of a network are connected: by what an editor types, or by going there and allowing it ({@link Authorises}). */
public interface Connects {

    Platform platform();

    /** What has to be typed; empty if nothing has. Texts are {@code channels.connect.<platform>.<name>} and the same with {@code .help}. */
    List<Field> fields();

    /** Whether the network can be told to push to us. */
    default boolean pushes() {
        return true;
    }

    /** And where: {@code /hooks/<this>/<account>}. */
    default String hook() {
        return platform().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Asks the network whether these work; publishes nothing. */
    Outcome<Connections.Granted> tried(Account account, Map<String, String> typed);

    /** Asks the network whether the connection still works; publishes nothing. The value is the name of the account there. */
    Outcome<String> tryOut(Connection connection);

    /** The connection has been ended here; the network may be told, so that the key is worth nothing any more. Never throws. */
    default void ended(Connection connection) {}

    /**
     * @param secret it is not shown again
     * @param choices if it is one of several, in order, the first being meant if nothing is said; each has a text
     *     {@code channels.connect.<platform>.<name>.<choice>}
     */
    record Field(String name, boolean secret, int longest, List<String> choices) {
        public Field(String name, boolean secret, int longest) {
            this(name, secret, longest, List.of());
        }
    }

    /** The editor is sent to the network, allows it there and comes back with a code. */
    interface Authorises extends Connects {

        /** Where to go. {@code state} comes back with the code. Empty while the application is not set up. */
        java.util.Optional<java.net.URI> place(String state);

        Outcome<Connections.Granted> granted(String code);
    }

    /** The editor names a server, which is asked to know us; then the editor goes there, allows it and comes back with a code. */
    interface Departs extends Connects {

        /**
         * Publishes nothing, and makes this installation known there. What is wrong with the server is said at the field {@code server}.
         *
         * @param server as it was typed; state: comes back with the code
         */
        Outcome<Departure> depart(String server, String state);

        /**
         * @param kept what {@link #depart} wanted to be kept
         * @param back what the browser brought along
         */
        Outcome<Connections.Granted> arrived(Account account, Map<String, String> kept, Map<String, String> back);
    }

    /** @param place where to go; kept: what is needed when they are back, secrets among it */
    record Departure(java.net.URI place, Map<String, String> kept) {}
}
