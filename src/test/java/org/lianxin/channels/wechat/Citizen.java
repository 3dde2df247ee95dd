package org.lianxin.channels.wechat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody's phone inside WeChat: keeps cookies, follows nothing by itself, and finds the micro-site where the test has it. */
final class Citizen {
    static final String WECHAT =
            "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50";

    final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final int port;
    private final String agent;

    Citizen(int port) {
        this(port, WECHAT);
    }

    Citizen(int port, String agent) {
        this.port = port;
        this.agent = agent;
    }

    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(here(address)).GET());
    }

    HttpResponse<String> post(String address, String... pairs) {
        String form = Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
                .map(i -> pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(here(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private URI here(String address) {
        String plain = address.replaceFirst("^http://shifan\\.example", "").replaceFirst("#.*", "");
        return URI.create(plain.startsWith("/") ? "http://localhost:" + port + plain : plain);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.header("User-Agent", agent).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    static String to(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** What stands behind a name in an address. */
    static String of(String address, String name) {
        return Stream.of(URI.create(address).getRawQuery().split("&"))
                .filter(p -> p.startsWith(name + "="))
                .map(p -> p.substring(name.length() + 1))
                .map(v -> java.net.URLDecoder.decode(v, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    /** Where WeChat asks. */
    String departed(String prefix) {
        return to(get(prefix + "/letters/wechat"));
    }

    /** Says at WeChat who they are, or no; where WeChat leads back. */
    String answered(String asked, String... more) {
        String[] pairs = Stream.concat(
                        Stream.of("appid", "redirect_uri", "response_type", "scope", "state")
                                .flatMap(name -> Stream.of(name, of(asked, name))),
                        Stream.of(more))
                .toArray(String[]::new);
        return to(post(asked.replaceFirst("\\?.*", ""), pairs));
    }

    HttpResponse<String> signIn(String name) {
        return get(answered(departed(""), "answer", "allow", "name", name));
    }

    boolean recognised() {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(c ->
                        c.getName().equals("lianxin_visit") && !c.getValue().isEmpty());
    }

    /** What a browser would say again of its cookie. */
    List<String> carried(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .map(c -> c.getName() + "=" + c.getValue())
                .toList();
    }
}
