package org.lianxin.api.mastodon.streaming;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Callers;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A socket: an app says which streams it wants to hear, and stops; everything it is told names its stream. */
@Component
class Talk extends TextWebSocketHandler implements HandshakeInterceptor {
    /** Of what an app may say; it only ever names a stream. */
    private static final int LONGEST = 1_000;

    private static final int STREAMS = 20;
    private static final String LISTENER = "listener";
    private static final String FIRST = "first";

    private final Hub hub;

    Talk(Hub hub) {
        this.hub = hub;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> kept) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        @Nullable Caller caller = Caller.of(servlet);
        @Nullable String token = Callers.token(servlet);
        @Nullable String word = servlet.getParameter("stream");
        if (caller == null || token == null) {
            response.setStatusCode(HttpStatus.UNAUTHORIZED);
            return false;
        }
        if (word != null) {
            @Nullable String tag = servlet.getParameter("tag");
            Optional<Stream> first = Stream.of(word, tag == null ? "" : tag);
            if (first.isEmpty() || !caller.scopes().cover(first.get().kind().scope())) {
                response.setStatusCode(first.isEmpty() ? HttpStatus.BAD_REQUEST : HttpStatus.FORBIDDEN);
                return false;
            }
            kept.put(FIRST, first.get());
        }
        kept.put(Caller.class.getName(), caller);
        kept.put("token", token);
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failed) {}

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        session.setTextMessageSizeLimit(LONGEST);
        Caller caller = (Caller) session.getAttributes().get(Caller.class.getName());
        String token = (String) session.getAttributes().get("token");
        Optional<Listener> listener =
                caller == null || token == null ? Optional.empty() : hub.listen(caller, token, new Socket(session));
        if (listener.isEmpty()) {
            session.close(CloseStatus.SERVICE_OVERLOAD);
            return;
        }
        if (session.getAttributes().get(FIRST) instanceof Stream first) {
            listener.get().streams().add(first);
        }
        session.getAttributes().put(LISTENER, listener.get());
        listener.get().start();
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        if (session.getAttributes().get(LISTENER) instanceof Listener listener) {
            try {
                hear(listener, Json.read(message.getPayload()));
            } catch (JacksonException unreadable) {
                session.close(CloseStatus.BAD_DATA);
            }
        }
    }

    /** What is no wish of ours is passed over, as other servers do. */
    private static void hear(Listener listener, JsonNode said) {
        Optional<Stream> stream =
                Stream.of(said.path("stream").asString(""), said.path("tag").asString(""));
        if (stream.isEmpty()) {
            return;
        }
        String wish = said.path("type").asString("");
        if (wish.equals("unsubscribe")) {
            listener.streams().remove(stream.get());
        } else if (wish.equals("subscribe")
                && listener.streams().size() < STREAMS
                && listener.caller().scopes().cover(stream.get().kind().scope())) {
            listener.streams().add(stream.get());
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(LISTENER) instanceof Listener listener) {
            listener.end();
        }
    }

    private record Socket(WebSocketSession session) implements Sink {
        @Override
        public void say(Stream stream, String event, String payload) throws IOException {
            ObjectNode said = Json.object();
            ArrayNode names = said.putArray("stream");
            stream.name().forEach(names::add);
            said.put("event", event);
            said.put("payload", payload);
            session.sendMessage(new TextMessage(Json.write(said)));
        }

        @Override
        public void beat() throws IOException {
            session.sendMessage(new PingMessage());
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (IOException gone) {
                // it was closed already
            }
        }
    }
}
