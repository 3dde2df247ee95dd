package org.lianxin.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.launch.postgres.Refusal;

/** What a serving program holds, closed in the opposite order when it is asked to stop (SIGTERM, Ctrl-C). */
final class Service {
    private final List<AutoCloseable> held = new ArrayList<>();
    private final Terminal terminal;

    private Service(Terminal terminal) {
        this.terminal = terminal;
    }

    static Service of(Terminal terminal) {
        Service service = new Service(terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        return service;
    }

    synchronized <T extends AutoCloseable> T hold(T thing) {
        held.add(thing);
        return thing;
    }

    synchronized void close() {
        for (AutoCloseable thing : held.reversed()) {
            try {
                thing.close();
            } catch (Exception broken) {
                terminal.complain("launch.stop-failed", broken.toString());
            }
        }
        held.clear();
    }

    /** Refuses early and plainly, before a database is started for nothing. */
    static void portIsFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException taken) {
            throw new Refusal("launch.port-taken", Integer.toString(port)).because(taken);
        }
    }
}
