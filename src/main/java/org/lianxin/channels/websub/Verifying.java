package org.lianxin.channels.websub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Topics;
import org.lianxin.kernel.Hash;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a callback whether it wants what somebody has asked for in its name: it has to say back what nobody else knows. */
@Component
class Verifying {
    private static final int TRIES = 3;
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final Outbound outbound;
    private final Hub hub;
    private final Requests requests;
    private final Subscriptions subscriptions;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    Verifying(
            Outbound outbound,
            Hub hub,
            Requests requests,
            Subscriptions subscriptions,
            TransactionTemplate transaction) {
        this.outbound = outbound;
        this.hub = hub;
        this.requests = requests;
        this.subscriptions = subscriptions;
        this.transaction = transaction;
    }

    void verify(Requests.Request request) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        URI at = with(
                request.callback(),
                "hub.mode=" + (request.subscribe() ? "subscribe" : "unsubscribe") + "&hub.topic="
                        + encoded(request.topic()) + "&hub.challenge=" + challenge
                        + (request.subscribe() ? "&hub.lease_seconds=" + request.lease() : ""));
        switch (outbound.get(at, to -> Map.of())) {
            case Outbound.Answer.Got got
            when got.status() / 100 == 2
                    && got.at().equals(at)
                    && challenge.equals(new String(got.body(), StandardCharsets.UTF_8)) -> agreed(request);
            case Outbound.Answer.Got got
            when got.status() < 500 && got.status() != 429 -> requests.settle(request.id());
            case Outbound.Answer.Forbidden never -> requests.settle(request.id());
            case Outbound.Answer.Got later -> later(request);
            case Outbound.Answer.Failed later -> later(request);
        }
    }

    private void agreed(Requests.Request request) {
        Optional<Topics.Content> content = hub.content(request.topic());
        boolean current = Boolean.TRUE.equals(transaction.execute(t -> settle(request, content)));
        if (current && request.subscribe() && content.isEmpty()) {
            deny(request.topic(), request.callback());
        }
    }

    /** Both or neither: whoever has said yes is asked again by a claim that is over, if what follows from it is not kept. */
    private boolean settle(Requests.Request request, Optional<Topics.Content> content) {
        if (!requests.settle(request.id())) {
            return false;
        }
        if (!request.subscribe()) {
            subscriptions.end(request.topic(), request.callback());
        } else if (content.isPresent()) {
            subscriptions.begin(
                    request.topic(),
                    request.callback(),
                    request.host(),
                    request.secret(),
                    Duration.ofSeconds(request.lease()),
                    Hash.sha256(content.get().body()));
        }
        return true;
    }

    private void later(Requests.Request request) {
        if (request.attempts() >= TRIES) {
            requests.settle(request.id());
        } else {
            requests.again(request.id(), AGAIN.multipliedBy(request.attempts()));
        }
    }

    /** There is nothing to subscribe to any more; whether they hear it is theirs. */
    void deny(String topic, String callback) {
        outbound.get(
                with(callback, "hub.mode=denied&hub.topic=" + encoded(topic) + "&hub.reason=gone"), to -> Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the callback brings of its own stays. */
    static URI with(String callback, String more) {
        return URI.create(callback + (callback.indexOf('?') < 0 ? "?" : "&") + more);
    }
}
