package org.lianxin.channels.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Pushed;
import org.lianxin.channels.Receipts;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Pictured;
import org.lianxin.registry.Platform;
import org.lianxin.web.Open;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What WeChat pushes: messages, and that a publication or a message to all has come to its end. Everything is registered before "success" is said; without it
 * WeChat asks again, three times in all, and tells the sender that nobody is there. Whoever wrote what has become a case gets a receipt in the answer.
 */
@Controller
@Open
@RequestMapping("/hooks/wechat/{account}")
class WechatPush {
    private static final Set<String> WORDS =
            Set.of("text", "image", "voice", "video", "shortvideo", "location", "link");

    private final Connections connections;
    private final Pictured arrivals;
    private final Reports reports;
    private final WechatDesk desk;
    private final Receipts receipts;

    WechatPush(Connections connections, Pictured arrivals, Reports reports, WechatDesk desk, Receipts receipts) {
        this.connections = connections;
        this.arrivals = arrivals;
        this.reports = reports;
        this.desk = desk;
        this.receipts = receipts;
    }

    /** Who wants to know what came of what WeChat was asked for. */
    @Component
    record Reports(WechatJobs jobs, WechatMassEnds ends) {}

    /** WeChat asks whether the address is ours. */
    @GetMapping
    ResponseEntity<String> check(
            @PathVariable String account,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String nonce,
            @RequestParam(defaultValue = "") String echostr) {
        return Pushed.echo(connection(account, signature, timestamp, nonce).isPresent(), echostr);
    }

    @PostMapping
    ResponseEntity<String> push(
            @PathVariable String account,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String nonce,
            @RequestParam(name = "msg_signature", defaultValue = "") String sealed,
            HttpServletRequest request)
            throws IOException {
        long began = System.nanoTime();
        Optional<Connection> connection = connection(account, signature, timestamp, nonce);
        if (connection.isEmpty()) {
            return ResponseEntity.status(403).build();
        }
        Optional<byte[]> body = Pushed.body(request);
        if (body.isEmpty()) {
            return ResponseEntity.status(413).build();
        }
        Optional<WechatLetter> letter = WechatLetter.read(new String(body.get(), StandardCharsets.UTF_8));
        if (letter.isPresent() && !connection.get().secret("aes").isEmpty()) {
            letter = opened(connection.get(), letter.get(), sealed, timestamp, nonce);
            if (letter.isEmpty()) {
                // whoever has a key wants nothing that is not sealed with it
                return ResponseEntity.status(403).build();
            }
        }
        if (letter.isEmpty()) {
            return ResponseEntity.badRequest().build();
        }
        return answered(connection.get(), letter.get(), began);
    }

    private ResponseEntity<String> answered(Connection connection, WechatLetter letter, long began) {
        return take(connection, letter)
                .flatMap(message -> receipts.of(message, began, WechatReply.MOST))
                .map(words -> receipt(connection, letter, words))
                .orElseGet(() ->
                        ResponseEntity.ok().header("Content-Type", "text/plain").body("success"));
    }

    private ResponseEntity<String> receipt(Connection connection, WechatLetter letter, String words) {
        Instant now = desk.moment();
        return ResponseEntity.ok()
                .header("Content-Type", "text/xml;charset=UTF-8")
                .body(new WechatSeal(connection)
                        .close(WechatReply.to(letter, now, words).xml(), now));
    }

    private static Optional<WechatLetter> opened(
            Connection connection, WechatLetter outer, String sealed, String timestamp, String nonce) {
        WechatSeal seal = new WechatSeal(connection);
        String encrypted = outer.text("Encrypt");
        return seal.signs(sealed, timestamp, nonce, encrypted)
                ? seal.open(encrypted).flatMap(WechatLetter::read)
                : Optional.empty();
    }

    private Optional<Connection> connection(String account, String signature, String timestamp, String nonce) {
        return connections
                .pushed(account, Platform.WECHAT)
                .filter(c -> new WechatSeal(c).signs(signature, timestamp, nonce));
    }

    /** The message that it was registered as, if it is one. */
    private Optional<Long> take(Connection connection, WechatLetter letter) {
        String type = letter.text("MsgType");
        if (WORDS.contains(type) && letter.text("MsgId").matches("[0-9]{1,20}")) {
            return Optional.of(arrivals.arrive(arrival(connection, letter), pictures(letter, type)));
        } else if (type.equals("event") && letter.text("Event").equals("PUBLISHJOBFINISH")) {
            ended(connection, letter);
        } else if (type.equals("event") && letter.text("Event").equals("MASSSENDJOBFINISH")) {
            massEnded(connection, letter);
        }
        return Optional.empty();
    }

    private void massEnded(Connection connection, WechatLetter letter) {
        String message = letter.text("MsgID");
        String status = letter.text("Status");
        if (message.matches("[0-9]{1,19}") && !status.isEmpty()) {
            boolean success = status.equals("send success");
            reports.ends()
                    .ended(
                            connection.account(),
                            message,
                            new WechatMass.End(
                                    success,
                                    success ? "" : desk.notSent(status),
                                    new WechatMass.Counted(
                                            number(letter, "TotalCount"),
                                            number(letter, "FilterCount"),
                                            number(letter, "SentCount"),
                                            number(letter, "ErrorCount")),
                                    letter.text("ArticleUrl")));
        }
    }

    private static @Nullable Long number(WechatLetter letter, String name) {
        String text = letter.text(name);
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private void ended(Connection connection, WechatLetter letter) {
        String state = letter.text("publish_status");
        if (state.matches("[0-6]")) {
            String article = letter.text("article_id");
            reports.jobs()
                    .reported(
                            connection.account(),
                            letter.text("publish_id"),
                            Integer.parseInt(state),
                            article.isEmpty() ? null : article,
                            letter.text("article_url"));
        }
    }

    /** By the id that WeChat keeps it under for three days. */
    private static List<String> pictures(WechatLetter letter, String type) {
        return type.equals("image")
                ? WechatFetches.source(letter.text("MediaId")).stream().toList()
                : List.of();
    }

    /** A picture is fetched; what a voice says and a video shows is looked at in WeChat's own console. */
    private Arrival arrival(Connection connection, WechatLetter letter) {
        String sender = letter.text("FromUserName");
        String at = letter.text("CreateTime");
        return new Arrival(
                connection.account(),
                "message/" + letter.text("MsgId"),
                WechatSeal.thread(connection, sender),
                "",
                Arrival.Way.PRIVATE,
                WechatSaid.in(letter, desk),
                "",
                new Arrival.Author(sender, ""),
                Instant.ofEpochSecond(at.matches("[0-9]{1,11}") ? Long.parseLong(at) : 0),
                List.of());
    }
}
