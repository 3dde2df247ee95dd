package org.lianxin.channels;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The line to a server whose address an editor has typed: only by way of {@link Outbound}, and the key is shown to that very server alone,
 * whatever it redirects to. What went wrong is told apart by whether something may have been sent.
 */
@Component
public class OpenLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> NOT_SENT = Set.of(
            "HttpHostConnectException",
            "ConnectTimeoutException",
            "ConnectException",
            "UnknownHostException",
            "NoRouteToHostException",
            "ConnectionRequestTimeoutException",
            "SSLHandshakeException");
    /** No server makes us wait longer than that, whatever it says. */
    private static final long LONGEST_WAIT = 24 * 3_600;

    private final Outbound outbound;
    private final Clock clock;

    OpenLine(Outbound outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    /**
     * A server and the key to it.
     *
     * @param base without a slash at the end
     * @param key headers that are shown to it and to nobody else
     */
    public record Far(URI base, Map<String, String> key) {
        @Override
        public String toString() {
            return base.toString();
        }
    }

    /** What came of a call. */
    public sealed interface Answer {
        /**
         * @param body null if there was none that is JSON
         * @param headers names in lower case
         * @param at the address after redirects
         */
        record Spoken(int status, @Nullable JsonNode body, Map<String, String> headers, URI at) implements Answer {
            public boolean good() {
                return status / 100 == 2;
            }
        }

        /** No connection came about, so nothing was sent. */
        record NotReached(String why) implements Answer {}

        /** Sent, at least in part, and no answer came that can be read. */
        record Lost(String why) implements Answer {}
    }

    /** The address of a server as somebody typed it, without what does not belong to it; empty if it is none. */
    public static Optional<URI> address(String typed) {
        String text = typed.strip().replaceFirst("/+$", "");
        try {
            URI uri = new URI(text.matches("(?i)https?://.*") ? text : "https://" + text);
            return uri.getHost() == null
                            || uri.getRawUserInfo() != null
                            || uri.getRawQuery() != null
                            || uri.getRawFragment() != null
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (URISyntaxException broken) {
            return Optional.empty();
        }
    }

    public Answer get(Far far, String path) {
        return answer(outbound.get(URI.create(far.base() + path), at -> headers(far, at)));
    }

    /** @param body null for none */
    public Answer send(String method, Far far, String path, @Nullable Object body, Map<String, String> more) {
        URI at = URI.create(far.base() + path);
        Map<String, String> headers = headers(far, at);
        headers.putAll(more);
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return answer(outbound.send(method, at, body == null ? new byte[0] : JSON.writeValueAsBytes(body), headers));
    }

    /** A form, as everything about OAuth is asked for. */
    public Answer form(Far far, String path, Map<String, String> fields) {
        URI at = URI.create(far.base() + path);
        Map<String, String> headers = headers(far, at);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return answer(outbound.send("POST", at, bytes(body), headers));
    }

    /** As it stands in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param type of its bytes */
    public record File(String name, String type, byte[] bytes) {}

    /** A form with one file. */
    public Answer upload(Far far, String path, File file, Map<String, String> fields) {
        URI at = URI.create(far.base() + path);
        String boundary = "lianxin" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> headers = headers(far, at);
        headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(bytes("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n")));
        body.writeBytes(bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.name() + "\"\r\nContent-Type: " + file.type() + "\r\n\r\n"));
        body.writeBytes(file.bytes());
        body.writeBytes(bytes("\r\n--" + boundary + "--\r\n"));
        return answer(outbound.send("POST", at, body.toByteArray(), headers));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Far far, URI at) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        if (same(far.base(), at)) {
            headers.putAll(far.key());
        }
        return headers;
    }

    /** Whether both are of one house: scheme, host and port. */
    public static boolean same(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static Answer answer(Outbound.Answer answer) {
        return switch (answer) {
            case Outbound.Answer.Got got ->
                new Answer.Spoken(got.status(), parsed(got.body()), got.headers(), got.at());
            case Outbound.Answer.Forbidden(String why) when why.equals("size") -> new Answer.Lost(why);
            case Outbound.Answer.Forbidden(String why) -> new Answer.NotReached(why);
            case Outbound.Answer.Failed(String why) ->
                NOT_SENT.contains(why) ? new Answer.NotReached(why) : new Answer.Lost(why);
        };
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? null : JSON.readTree(body);
        } catch (JacksonException none) {
            return null;
        }
    }

    /** When the server lets us come again: seconds or a moment, in the first of these headers that says so; empty if none does. */
    public Optional<Instant> again(Answer.Spoken spoken, String... headers) {
        for (String header : headers) {
            String wish = spoken.headers().getOrDefault(header, "").strip();
            try {
                if (wish.matches("[0-9]{10}")) {
                    // a moment, in seconds since 1970
                    return Optional.of(
                            within(Long.parseLong(wish) - clock.instant().getEpochSecond() + 1));
                } else if (wish.matches("[0-9]{1,9}(?:\\.[0-9]+)?")) {
                    return Optional.of(within((long) Math.ceil(Double.parseDouble(wish))));
                } else if (!wish.isEmpty()) {
                    Instant at = wish.endsWith("Z")
                            ? Instant.parse(wish)
                            : DateTimeFormatter.RFC_1123_DATE_TIME.parse(wish, Instant::from);
                    return Optional.of(within(
                            java.time.Duration.between(clock.instant(), at).toSeconds() + 1));
                }
            } catch (DateTimeException unreadable) {
                // the next one, perhaps
            }
        }
        return Optional.empty();
    }

    /** So many seconds from now, within reason. */
    public Instant within(long seconds) {
        return clock.instant().plusSeconds(Math.clamp(seconds, 1, LONGEST_WAIT));
    }
}
