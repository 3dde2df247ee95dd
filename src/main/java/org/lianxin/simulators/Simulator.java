package org.lianxin.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Script.Entry;
import org.lianxin.simulators.Script.Kind;

/** A simulated platform at work on loopback: reads calls, lets go wrong what is scripted, writes the journal, answers. */
public final class Simulator implements AutoCloseable {
    private static final Set<String> SECRETS =
            Set.of("access_token", "client_secret", "secret", "code", "appsecret", "token");

    private final HttpServer server;
    private final Equipment equipment;
    private final Platform platform;
    private final Script script = new Script();
    private final Control control;

    private Simulator(HttpServer server, Equipment equipment, Platform platform) {
        this.server = server;
        this.equipment = equipment;
        this.platform = platform;
        this.control = new Control(equipment, script, platform);
    }

    /** Serves until closed; {@code port} 0 takes a free one. */
    public static Simulator start(int port, Equipment equipment, Platform platform) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Simulator simulator = new Simulator(server, equipment, platform);
        server.createContext("/", simulator::handle);
        server.start();
        return simulator;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public Equipment equipment() {
        return equipment;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            if (reply != null) {
                reply.send(exchange);
            }
        }
    }

    private @Nullable Reply reply(HttpExchange exchange) throws IOException {
        try {
            Call call = Call.read(exchange);
            if (call.path().startsWith("/sim/")) {
                return control.answer(call);
            }
            return platform.api(call.path()) ? scripted(call) : platform(call);
        } catch (IllegalArgumentException malformed) {
            return Reply.of(400, "text/plain", "400");
        }
    }

    /** Null: hang up. */
    private @Nullable Reply scripted(Call call) {
        Optional<Entry> fault = script.take(call.path(), platform.callers(call));
        Kind kind = fault.map(Entry::kind).orElse(null);
        int number = fault.map(Entry::number).orElse(0);
        if (kind == Kind.SLOW) {
            rest(number);
        }
        Reply reply = fault.isEmpty() ? platform(call) : undergone(call, fault.get());
        journal(call, reply, kind);
        if (kind == Kind.DELAY) {
            rest(number);
        }
        return reply;
    }

    private @Nullable Reply undergone(Call call, Entry fault) {
        return switch (fault.kind()) {
            case ERROR -> platform.error(call, fault.code());
            case STATUS -> nonsense(fault.number());
            case DROP_BEFORE -> null;
            case SLOW, DELAY -> platform(call);
            case TAKE_THEN_DROP -> {
                platform(call);
                yield null;
            }
            case UNREADABLE -> nonsense(platform(call).status());
            case LATE -> {
                Reply done = platform(call.late(Duration.ofMinutes(fault.number())));
                yield done.code() != 0
                        ? done
                        : platform.error(call, fault.code()).taking(done.taken());
            }
        };
    }

    private static Reply nonsense(int status) {
        return Reply.of(status, "text/html", "<html><body>gateway");
    }

    private Reply platform(Call call) {
        Reply reply = equipment.alone(() -> platform.answer(call));
        return reply.after() == null ? reply : reply.after().get();
    }

    private void journal(Call call, @Nullable Reply reply, @Nullable Kind fault) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("method", call.method());
        line.put("path", call.path());
        List<String> callers = platform.callers(call);
        line.put("who", callers.isEmpty() ? "" : callers.getLast());
        Map<String, String> fields = new LinkedHashMap<>(call.fields());
        fields.keySet().removeAll(SECRETS);
        line.put("fields", fields);
        if (call.type().equals("application/json")) {
            line.put("body", call.json());
        }
        line.put("status", reply == null ? 0 : reply.status());
        line.put("code", reply == null ? 0 : reply.code());
        line.put("taken", reply == null ? "" : reply.taken());
        line.put("fault", fault == null ? "" : fault.name());
        equipment.book().note(equipment.clock().time(), "call", line);
    }

    private static void rest(int milliseconds) {
        LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        equipment.close();
    }
}
