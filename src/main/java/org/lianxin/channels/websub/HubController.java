package org.lianxin.channels.websub;

import java.util.Locale;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where programs subscribe to feeds (WebSub). Whoever asks need not prove anything: the callback is asked. */
@Controller
@Open
class HubController {
    private final Hub hub;
    private final Pages pages;

    HubController(Hub hub, Pages pages) {
        this.hub = hub;
        this.pages = pages;
    }

    @PostMapping("/websub")
    ResponseEntity<String> ask(
            @RequestParam(name = "hub.mode", defaultValue = "") String mode,
            @RequestParam(name = "hub.topic", defaultValue = "") String topic,
            @RequestParam(name = "hub.callback", defaultValue = "") String callback,
            @RequestParam(name = "hub.lease_seconds", defaultValue = "") String lease,
            @RequestParam(name = "hub.secret", defaultValue = "") String secret) {
        return switch (hub.ask(new Hub.Wish(mode, topic, callback, lease, secret))) {
            case Outcome.Done<String> accepted -> ResponseEntity.accepted().build();
            case Outcome.Refused<String> refused ->
                ResponseEntity.status(refused.kind() == Outcome.Kind.TOO_MANY ? 429 : 400)
                        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                        .body(pages.texts(Locale.ENGLISH).of(refused.key()) + "\n");
        };
    }
}
