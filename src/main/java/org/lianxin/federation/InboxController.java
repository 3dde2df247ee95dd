package org.lianxin.federation;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.web.Open;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where other servers bring what their people say to us: raw bytes, not too many, of the right kind. */
@RestController
@Open
class InboxController {
    private static final Set<String> TYPES =
            Set.of("application/activity+json", "application/ld+json", "application/json");

    private final Inbox inbox;
    private final Addresses addresses;
    private final int most;

    InboxController(Inbox inbox, Addresses addresses, @Value("${lianxin.federation.inbox-bytes:65536}") int most) {
        this.inbox = inbox;
        this.addresses = addresses;
        this.most = most;
    }

    @PostMapping({"/ap/inbox", "/ap/actors/{id}/inbox", "/ap/server/inbox"})
    ResponseEntity<Void> take(HttpServletRequest request) throws IOException {
        if (!ofTheFediverse(request.getContentType())) {
            return ResponseEntity.status(415).build();
        } else if (request.getContentLengthLong() > most) {
            return ResponseEntity.status(413).build();
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            return ResponseEntity.status(413).build();
        }
        Optional<Exchange> exchange = exchange(request, body);
        if (exchange.isEmpty()) {
            return ResponseEntity.badRequest().build();
        }
        Inbox.Answer answer = inbox.take(exchange.get(), request.getRemoteAddr());
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (answer == Inbox.Answer.TOO_MANY) {
            response.header("Retry-After", "600");
        } else if (answer == Inbox.Answer.NOT_NOW) {
            response.header("Retry-After", "300");
        }
        return response.build();
    }

    /** The request as its sender must have meant it: to our public address, whatever stands in between. Empty for an address that is none. */
    private Optional<Exchange> exchange(HttpServletRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", Collections.list(request.getHeaders(name))));
        }
        String query = request.getQueryString();
        try {
            URI target = new URI(addresses.base() + request.getRequestURI() + (query == null ? "" : "?" + query));
            return Optional.of(new Exchange("POST", target, headers, body));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static boolean ofTheFediverse(@Nullable String type) {
        try {
            MediaType given = MediaType.parseMediaType(String.valueOf(type));
            return TYPES.contains(given.getType() + "/" + given.getSubtype());
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }
}
