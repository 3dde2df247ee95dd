package org.lianxin.simulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls back: the same request up to three times, until somebody answers it with 200 in time. */
public final class Pushes {
    private static final int TRIES = 3;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Knobs knobs;

    /** @param knobs has {@code pushTimeoutMs} */
    public Pushes(Knobs knobs) {
        this.knobs = knobs;
    }

    /** @param status of the last try; 0 if nobody answered in time */
    public record Result(int tries, int status, String body) {
        public boolean taken() {
            return status == 200;
        }
    }

    /** {@code sha1(sort(a, b, …))} in hexadecimal, with which both platforms sign. */
    public static String signature(String... parts) {
        String joined = Stream.of(parts).sorted().collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Result get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    public Result post(String url, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        Result result = send(request);
        for (int tries = 2; tries <= TRIES && !result.taken(); tries++) {
            Result again = send(request);
            result = new Result(tries, again.status(), again.body());
        }
        return result;
    }

    private Result send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.timeout(Duration.ofMillis(knobs.of("pushTimeoutMs")))
                            .build(),
                    BodyHandlers.ofString());
            return new Result(1, answer.statusCode(), answer.body());
        } catch (IOException nobody) {
            return new Result(1, 0, "");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Result(1, 0, "");
        }
    }
}
