package org.lianxin.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import tools.jackson.databind.node.ObjectNode;

/** What many people say, brought to the doors as each platform brings it: signed as it signs, in its own form. */
final class Crowd implements AutoCloseable {
    static final String TOKEN = "AAAAA";
    static final String AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final String APP = "4000000001";
    static final String SECRET = "xyz123xyz";
    static final String HOOK = "a-secret-of-the-forum";

    private static final Instant MORNING = Instant.parse("2026-11-20T00:00:00Z");
    private static final DateTimeFormatter WEIBO =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);
    private static final String LATELY = Long.toString(MORNING.getEpochSecond());

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final List<FarServer> servers;

    /** @param servers where those of the fediverse are at home; each has one key for all of its people, since making keys takes long */
    Crowd(int port, List<FarServer> servers, int people) {
        this.port = port;
        this.servers = servers;
        for (FarServer server : servers) {
            KeyPair key = Rsa.fresh();
            for (int i = 0; i < people; i++) {
                server.keys.put("u" + i, key);
            }
        }
    }

    /** Something that was said; {@code place} counts within its account and tells when. */
    record Said(int place, String author, String text) {
        Instant at() {
            return MORNING.plusSeconds(place * 7L);
        }
    }

    private static String sha1(String... parts) {
        try {
            String joined = Stream.of(parts).sorted().collect(Collectors.joining());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The thread in which what a person writes privately to an account of WeChat stands. */
    static String privately(String appid, String author) {
        return "private/" + sha1(appid, author);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    HttpRequest wechat(long account, String appid, Said said) {
        String letter = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[" + said.author()
                + "]]></FromUserName><CreateTime>" + said.at().getEpochSecond()
                + "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[" + said.text()
                + "]]></Content><MsgId>" + (23_000_000_000_000_000L + said.place()) + "</MsgId></xml>";
        String nonce = Integer.toString(100_000_000 + said.place());
        String sealed = new WxCryptUtil(TOKEN, AES, appid).encrypt(nonce + "0000000", letter);
        return to("/hooks/wechat/" + account + "?signature=" + sha1(TOKEN, LATELY, nonce) + "&timestamp=" + LATELY
                        + "&nonce=" + nonce + "&encrypt_type=aes&msg_signature=" + sha1(TOKEN, LATELY, nonce, sealed))
                .header("Content-Type", "text/xml")
                .POST(text("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + sealed
                        + "]]></Encrypt></xml>"))
                .build();
    }

    /** @param status number of the post that names the account, or 0: said to it alone */
    HttpRequest weibo(long account, String uid, Said said, long status) {
        ObjectNode push = Json.object();
        push.put("type", status == 0 ? "text" : "mention");
        push.put("receiver_id", Long.parseLong(uid)).put("sender_id", Long.parseLong(said.author()));
        push.put("created_at", WEIBO.format(said.at().atZone(ZoneId.of("Asia/Shanghai"))));
        push.put("text", said.text());
        ObjectNode data = push.putObject("data");
        if (status != 0) {
            data.put("subtype", "status").put("key", Long.toString(status));
        }
        String nonce = Integer.toString(10_000_000 + said.place());
        return to("/hooks/weibo/" + account + "?signature=" + sha1(SECRET, LATELY, nonce) + "&timestamp=" + LATELY
                        + "&nonce=" + nonce)
                .header("Content-Type", "application/json")
                .POST(text(push.toString()))
                .build();
    }

    /** @param topic of the forum; in it the post of number {@code place} answers {@code answers}, 0: nothing */
    HttpRequest forum(long account, String event, Said said, String topic, int answers) {
        ObjectNode body = Json.object();
        ObjectNode post = body.putObject("post");
        post.put("id", 700_000 + said.place()).put("topic_id", Long.parseLong(topic));
        post.put("post_number", 2 + said.place()).put("post_type", 1).put("user_id", 9 + said.place());
        post.put("username", said.author()).put("name", "").put("raw", said.text());
        post.put("cooked", "<p>" + said.text() + "</p>")
                .put("created_at", said.at().toString());
        post.put("topic_archetype", "regular");
        if (answers > 0) {
            post.put("reply_to_post_number", answers);
        }
        byte[] bytes = Json.bytes(body);
        return to("/hooks/discourse/" + account)
                .header("Content-Type", "application/json")
                .header("X-Discourse-Event", event)
                .header("X-Discourse-Event-Signature", "sha256=" + hmac(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private static String hmac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HOOK.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private FarServer home(Said said) {
        return servers.get(Math.floorMod(said.author().hashCode(), servers.size()));
    }

    /** The address of what was said in the fediverse. */
    String note(Said said) {
        return home(said).base() + "/notes/" + said.place();
    }

    HttpRequest fediverse(Said said, String under) {
        ObjectNode note = home(said).note(said.author(), "<p>" + said.text() + "</p>", under, "");
        note.put("id", note(said)).put("published", said.at().toString());
        return signed(said, "Create", note);
    }

    HttpRequest takenAway(Said said) {
        return signed(said, "Delete", note(said));
    }

    /** The same activity whenever it is brought again. */
    private HttpRequest signed(Said said, String type, Object object) {
        ObjectNode activity = home(said).activity(type, said.author(), object);
        activity.put("id", note(said) + "/" + type);
        Exchange exchange = home(said).signed(Signatures.CAVAGE, said.author(), Json.bytes(activity), Instant.now());
        HttpRequest.Builder request = to(exchange.target().getRawPath());
        for (Map.Entry<String, String> header : exchange.headers().entrySet()) {
            if (!header.getKey().equals("host")) {
                request.header(header.getKey(), header.getValue());
            }
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(exchange.body()))
                .build();
    }

    /** The status. */
    int bring(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    @Override
    public void close() {
        http.close();
        servers.forEach(FarServer::close);
    }
}
