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

    /** @param secret it is not shown again */
    record Field(String name, boolean secret, int longest) {}

    /** The editor is sent to the network, allows it there and comes back with a code. */
    interface Authorises extends Connects {

        /** Where to go. {@code state} comes back with the code. Empty while the application is not set up. */
        java.util.Optional<java.net.URI> place(String state);

        Outcome<Connections.Granted> granted(String code);
    }
}
