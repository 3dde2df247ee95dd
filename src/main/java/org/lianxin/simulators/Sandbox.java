package org.lianxin.simulators;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;

/** The sandbox network, a process of its own: {@code --port N --journal FILE [--token TEXT] [--accounts a,b]}. Answers on loopback only. */
public final class Sandbox implements AutoCloseable {
    private final HttpServer server;
    private final Journal journal;

    private Sandbox(HttpServer server, Journal journal) {
        this.server = server;
        this.journal = journal;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        Sandbox sandbox = start(
                Integer.parseInt(options.getOrDefault("port", "0")),
                Path.of(options.getOrDefault("journal", "sandbox-journal.jsonl")),
                options.getOrDefault("token", "sandbox"),
                options.containsKey("accounts") ? Set.of(options.get("accounts").split(",")) : Set.of());
        System.out.println("This is a SIMULATED network for demos and tests, not a real platform.");
        System.out.println("http://127.0.0.1:" + sandbox.port() + "/ is its timeline; what it took is in "
                + options.getOrDefault("journal", "sandbox-journal.jsonl"));
        System.out.flush();
    }

    /** Serves until closed; {@code port} 0 takes a free one. */
    static Sandbox start(int port, Path file, String token, Set<String> accounts) throws IOException {
        Journal journal = Journal.open(file);
        Network network = new Network(journal, Journal.read(file), accounts);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Doors doors = new Doors(network, new Faults(), token, words());
        server.createContext("/", doors);
        server.start();
        return new Sandbox(server, journal);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("--port N --journal FILE [--token TEXT] [--accounts a,b]");
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }

    private static Properties words() throws IOException {
        Properties words = new Properties();
        try (InputStream in = Sandbox.class.getResourceAsStream("/simulators/sandbox.properties")) {
            if (in == null) {
                throw new IOException("the sandbox has no words");
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        journal.close();
    }
}
