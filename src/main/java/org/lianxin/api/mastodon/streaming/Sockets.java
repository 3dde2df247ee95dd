package org.lianxin.api.mastodon.streaming;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.AppDoor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** The address at which apps open a socket; a plain request to it is a stream of events. */
@Configuration
class Sockets {
    private static final int BEFORE_CONTROLLERS = -1;

    @Bean
    WebSocketHandlerMapping sockets(Talk talk, AppDoor door) {
        WebSocketHttpRequestHandler handler = new WebSocketHttpRequestHandler(talk, new Echo());
        handler.setHandshakeInterceptors(List.of(talk));
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setOrder(BEFORE_CONTROLLERS);
        mapping.setUrlMap(Map.of("/api/v1/streaming", handler));
        mapping.setInterceptors(door);
        return mapping;
    }

    /** A token that came as the name of a protocol is named back, or a browser would not go on. */
    private static final class Echo extends DefaultHandshakeHandler {
        @Override
        protected @Nullable String selectProtocol(List<String> asked, WebSocketHandler handler) {
            return asked.isEmpty() ? null : asked.getFirst();
        }
    }
}
