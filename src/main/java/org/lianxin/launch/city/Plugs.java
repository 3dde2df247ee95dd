package org.lianxin.launch.city;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;

/** Connects accounts of the city as an editor does in the console: what is typed is tried first. */
@Component
class Plugs {
    /** How every simulator is addressed, with whatever port it has. */
    private static final Pattern SIMULATOR = Pattern.compile("127\\.0\\.0\\.1:[0-9]{1,5}");

    private final List<Connects> networks;
    private final Connections connections;
    private final Matrix matrix;

    Plugs(List<Connects> networks, Connections connections, Matrix matrix) {
        this.networks = networks;
        this.connections = connections;
        this.matrix = matrix;
    }

    void connect(Account account, Map<String, String> typed, Person by) {
        Connects network = networks.stream()
                .filter(n -> n.platform() == account.platform())
                .findFirst()
                .orElseThrow();
        network.tried(account, typed)
                .then(granted -> connections.connect(account, granted, by))
                .orThrow();
    }

    /** Where the simulator has moved, the connections follow it. */
    void follow(Platform platform, URI at) {
        for (Connection connection : connections.open(platform)) {
            Map<String, String> secrets = new HashMap<>();
            connection.secrets().forEach((name, value) -> secrets.put(name, moved(value, at)));
            if (!secrets.equals(connection.secrets())) {
                connections
                        .connect(
                                matrix.account(connection.account()),
                                new Connections.Granted(
                                        moved(connection.remoteId(), at),
                                        connection.remoteName(),
                                        secrets,
                                        connection.expiresAt()),
                                matrix.person("office"))
                        .orThrow();
            }
        }
    }

    private static String moved(String value, URI at) {
        return SIMULATOR.matcher(value).replaceAll(at.getRawAuthority());
    }
}
