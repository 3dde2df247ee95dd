package org.lianxin.simulators;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands where a platform pushes to. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    public final List<Push> pushes = new CopyOnWriteArrayList<>();
    public volatile Function<Push, String> answer = push -> "";
    public volatile int status = 200;

    public record Push(String method, String query, String body) {
        public String parameter(String name) {
            for (String pair : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                Push push = new Push(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawQuery(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                boolean asked = push.method().equals("GET");
                if (!asked) {
                    pushes.add(push);
                }
                byte[] bytes =
                        (asked ? push.parameter("echostr") : answer.apply(push)).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(asked ? 200 : status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
