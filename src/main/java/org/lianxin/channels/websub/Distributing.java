package org.lianxin.channels.websub;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lianxin.channels.Topics;
import org.lianxin.channels.websub.Subscriptions.Subscription;
import org.lianxin.kernel.Keys;
import org.lianxin.web.Outbound;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Brings a feed as it stands now to one subscriber, signed with its secret; later again, for a day, if that did not work. */
@Component
class Distributing {
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Outbound outbound;
    private final Subscriptions subscriptions;
    private final WebsubSettings settings;
    private final Pages.Site site;
    private final Clock clock;

    Distributing(
            Outbound outbound, Subscriptions subscriptions, WebsubSettings settings, Pages.Site site, Clock clock) {
        this.outbound = outbound;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.site = site;
        this.clock = clock;
    }

    void bring(Subscription to, Topics.Content content, String digest) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", content.type());
        headers.put("Link", "<" + site.publicUrl() + "/websub>; rel=\"hub\", <" + to.topic() + ">; rel=\"self\"");
        if (!to.secret().isEmpty()) {
            headers.put("X-Hub-Signature", "sha256=" + signature(to.secret(), content.body()));
        }
        switch (outbound.post(URI.create(to.callback()), content.body(), headers)) {
            case Outbound.Answer.Got got when got.status() / 100 == 2 -> subscriptions.settled(to.id(), digest);
            case Outbound.Answer.Got got when got.status() == 410 -> subscriptions.end(to.id());
            case Outbound.Answer.Forbidden never -> subscriptions.end(to.id());
            case Outbound.Answer.Got later -> failed(to, digest);
            case Outbound.Answer.Failed later -> failed(to, digest);
        }
    }

    /** After a minute, two, four …; after a day it misses this, and gets what comes next. */
    private void failed(Subscription to, String digest) {
        Instant since = to.failingSince();
        if (since != null && since.plus(settings.patience()).isBefore(clock.instant())) {
            subscriptions.settled(to.id(), digest);
            return;
        }
        Duration doubled = Duration.ofMinutes(1L << Math.min(to.attempts(), 10));
        subscriptions.again(to.id(), doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }

    static String signature(String secret, byte[] body) {
        return HexFormat.of().formatHex(Keys.hmac(secret.getBytes(StandardCharsets.UTF_8), body));
    }
}
