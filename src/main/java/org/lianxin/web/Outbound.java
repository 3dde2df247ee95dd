package org.lianxin.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The one way to ask a server whose address somebody else has named. The host is looked up once, every address of it is checked
 * ({@link Reach}), and the connection goes to a checked address. At most 1 MiB, 20 seconds and three redirects, each of them checked; a
 * POST follows none. Never throws: what went wrong is an {@link Answer}.
 */
@Component
public class Outbound implements DisposableBean {
    /** Longest body that is read, in bytes. */
    public static final int MOST = 1024 * 1024;

    private static final int SECONDS = 20;
    private static final int REDIRECTS = 3;
    private static final String AGENT = "Lianxin";

    private final Reach reach;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outbound-alarm").factory());

    Outbound(Reach reach) {
        this.reach = reach;
        this.client = client(reach);
    }

    /** What came of it. */
    public sealed interface Answer {
        /** @param headers names in lower case, the first value of each; at: the address after redirects */
        record Got(int status, Map<String, String> headers, byte[] body, URI at) implements Answer {
            public String header(String name) {
                return headers.getOrDefault(name, "");
            }
        }

        /** An address that must not be asked, or an answer that must not be read; it would be the same again. */
        record Forbidden(String why) implements Answer {}

        /** No connection, or no whole answer in time. */
        record Failed(String why) implements Answer {}
    }

    /** Asks for a document; {@code headers} makes the headers for each address, so that a signature fits it. */
    public Answer get(URI uri, Function<URI, Map<String, String>> headers) {
        return get(uri, headers, MOST);
    }

    /** The same for a file that may be longer than a document: {@code most} in bytes. */
    public Answer get(URI uri, Function<URI, Map<String, String>> headers, int most) {
        URI at = uri;
        for (int i = 0; i <= REDIRECTS; i++) {
            String problem = reach.problem(at);
            if (problem != null) {
                return new Answer.Forbidden(problem);
            }
            Answer answer = exchange(new HttpGet(at), at, headers.apply(at), most);
            if (!(answer instanceof Answer.Got got) || got.status() / 100 != 3 || got.status() == 304) {
                return answer;
            }
            URI next = resolve(at, got.header("location"));
            if (next == null) {
                return new Answer.Forbidden("redirect");
            }
            at = next;
        }
        return new Answer.Forbidden("redirects");
    }

    /** Posts these bytes; an answer that leads elsewhere is the answer. */
    public Answer post(URI uri, byte[] body, Map<String, String> headers) {
        return send("POST", uri, body, headers);
    }

    /** The same with another method, such as PUT or DELETE. */
    public Answer send(String method, URI uri, byte[] body, Map<String, String> headers) {
        String problem = reach.problem(uri);
        if (problem != null) {
            return new Answer.Forbidden(problem);
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        request.setEntity(new ByteArrayEntity(body, null));
        return exchange(request, uri, headers, MOST);
    }

    private Answer exchange(HttpUriRequestBase request, URI at, Map<String, String> headers, int most) {
        request.setHeader("User-Agent", AGENT);
        headers.forEach(request::setHeader);
        var bell = alarm.schedule(request::cancel, SECONDS, TimeUnit.SECONDS);
        try {
            return client.execute(request, response -> read(response, at, most));
        } catch (Reach.Forbidden forbidden) {
            return new Answer.Forbidden("address");
        } catch (IOException | IllegalArgumentException failed) {
            return new Answer.Failed(failed.getClass().getSimpleName());
        } finally {
            bell.cancel(false);
        }
    }

    private static Answer read(ClassicHttpResponse response, URI at, int most) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        HttpEntity entity = response.getEntity();
        byte[] body = new byte[0];
        if (entity != null && entity.getContent() != null) {
            body = entity.getContent().readNBytes(most + 1);
        }
        // what is left unread ends with its connection
        return body.length > most
                ? new Answer.Forbidden("size")
                : new Answer.Got(response.getCode(), headers, body, at);
    }

    private static @Nullable URI resolve(URI from, String location) {
        try {
            return location.isEmpty() ? null : from.resolve(location);
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static CloseableHttpClient client(Reach reach) {
        DnsResolver checked = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return reach.resolve(host, 443);
            }

            @Override
            public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
                return Arrays.stream(reach.resolve(host, port))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(checked)
                        .setMaxConnTotal(256)
                        .setMaxConnPerRoute(8)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(5))
                                .setSocketTimeout(Timeout.ofSeconds(10))
                                .setTimeToLive(Timeout.ofMinutes(1))
                                // many servers close what was quiet: looked at before each use
                                .setValidateAfterInactivity(Timeout.ofMilliseconds(0))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(10))
                        .setConnectionRequestTimeout(Timeout.ofSeconds(SECONDS))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .evictExpiredConnections()
                .build();
    }

    @Override
    public void destroy() throws IOException {
        alarm.shutdownNow();
        client.close();
    }
}
