package org.lianxin.channels;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Fetches.Fetched;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The line to a network whose address the operator has set: time-outs on connecting and reading, no redirects, answers of at most 1 MiB.
 * What went wrong is told apart by whether something may have been sent.
 */
@Component
public class Line {
    /** Longest wait for a connection. */
    public static final Duration CONNECT = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 1024 * 1024;

    private final Duration longest;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param longest for a whole call */
    Line(@Value("${lianxin.channels.timeout:20s}") Duration longest) {
        this.longest = longest;
    }

    /** What came of a call. */
    public sealed interface Answer {
        /** @param body null if there was none that is JSON */
        record Spoken(int status, @Nullable JsonNode body) implements Answer {}

        /** No connection came about, so nothing was sent. */
        record NotReached(String why) implements Answer {}

        /** Sent, at least in part, and no answer came. */
        record Lost(String why) implements Answer {}
    }

    /** Never throws. */
    public Answer call(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    http.send(request.timeout(longest).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST + 1);
                return new Answer.Spoken(response.statusCode(), bytes.length > MOST ? null : parsed(bytes));
            }
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException none) {
            return new Answer.NotReached(none.getClass().getSimpleName());
        } catch (IOException lost) {
            return new Answer.Lost(lost.getClass().getSimpleName());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Answer.Lost("interrupted");
        }
    }

    /** An answer that is no longer than it may be; it may as well be a no. */
    public record File(int status, byte[] bytes) {}

    /** The same for a picture of at most {@code most} bytes, whole within the time of a call. Never throws. */
    public Fetched picture(HttpRequest.Builder request, int most, Function<File, Fetched> read) {
        var answer = http.sendAsync(
                request.timeout(longest).build(),
                info -> BodySubscribers.limiting(BodySubscribers.ofByteArray(), most));
        try {
            HttpResponse<byte[]> got = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return read.apply(new File(got.statusCode(), got.body()));
        } catch (ExecutionException failed) {
            // the one sign that the library gives
            return String.valueOf(failed.getCause()).contains("exceeds capacity")
                    ? new Fetched.Never("too long")
                    : new Fetched.Later("not reached");
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Fetched.Later("late");
        } catch (InterruptedException ended) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Fetched.Later("interrupted");
        }
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? null : JSON.readTree(body);
        } catch (JacksonException none) {
            return null;
        }
    }
}
