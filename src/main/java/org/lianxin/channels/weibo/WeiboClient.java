package org.lianxin.channels.weibo;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Line;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Calls of Weibo's open interface: GET to read, a form to write, several parts only with a picture. The token travels in a header, never in an address. */
@Component
class WeiboClient {
    private final Line line;

    WeiboClient(Line line) {
        this.line = line;
    }

    /** What came of a call. */
    sealed interface Said {
        record Yes(JsonNode body) implements Said {}

        /** Weibo said no, with a number of its own. */
        record No(int code, String words) implements Said {}

        /** Nothing was sent. */
        record NotReached(String why) implements Said {}

        /** Nobody knows: no answer, or one that nobody can read. */
        record Lost(String why) implements Said {}
    }

    /** @param type of its bytes: JPEG, PNG or GIF, under 5 MB */
    record Picture(String type, byte[] bytes) {}

    Said get(URI base, String path, String token, Map<String, String> parameters) {
        String query = parameters.isEmpty() ? "" : "?" + form(parameters);
        return said(line.call(request(base, path + query, token).GET()));
    }

    Said post(URI base, String path, String token, Map<String, String> parameters, @Nullable Picture picture) {
        HttpRequest.Builder request = request(base, path, token);
        if (picture == null) {
            return said(line.call(request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form(parameters)))));
        }
        String boundary = "lianxin" + UUID.randomUUID().toString().replace("-", "");
        return said(line.call(request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(parts(parameters, picture, boundary)))));
    }

    private static HttpRequest.Builder request(URI base, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "OAuth2 " + token);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] parts(Map<String, String> parameters, Picture picture, String boundary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parameters.forEach((name, value) -> body.writeBytes(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"pic\"; filename=\"picture."
                        + picture.type().substring(picture.type().indexOf('/') + 1) + "\"\r\nContent-Type: "
                        + picture.type() + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture.bytes());
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** Decided by {@code error_code} alone, which comes as a number or as text; what the HTTP status is, nobody has written down. */
    private static Said said(Line.Answer answer) {
        return switch (answer) {
            case Line.Answer.NotReached none -> new Said.NotReached(none.why());
            case Line.Answer.Lost lost -> new Said.Lost(lost.why());
            case Line.Answer.Spoken spoken -> said(spoken.status(), spoken.body());
        };
    }

    private static Said said(int status, @Nullable JsonNode body) {
        int code = body == null ? 0 : body.path("error_code").asInt(0);
        if (body != null && code != 0) {
            return new Said.No(code, body.path("error").asString(""));
        }
        return body != null && status / 100 == 2 ? new Said.Yes(body) : new Said.Lost("HTTP " + status);
    }
}
