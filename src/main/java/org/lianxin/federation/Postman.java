package org.lianxin.federation;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.lianxin.federation.Sendings.Sending;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;

/** Brings one thing to one inbox and notes what became of it. */
@Component
class Postman {
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    /** What it looks like when the other side has closed a connection that was kept. */
    private static final Set<String> HUNG_UP = Set.of("NoHttpResponseException", "SocketException");

    /** What may go well another time, of all a server says to be our fault. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 429);

    private final Sendings sendings;
    private final Hosts hosts;
    private final OwnKeys keys;
    private final Far far;
    private final Clock clock;

    Postman(Sendings sendings, Hosts hosts, OwnKeys keys, Far far, Clock clock) {
        this.sendings = sendings;
        this.hosts = hosts;
        this.keys = keys;
        this.far = far;
        this.clock = clock;
    }

    /** Others, and what we know of them. */
    @Component
    record Far(Outbound outbound, Remotes remotes, Lookup lookup, Followers followers, Addresses addresses) {}

    void bring(Sending sending) {
        if (!sending.inbox().startsWith(Outgoing.ACTOR)) {
            settle(sending, post(sending));
            return;
        }
        String actor = sending.inbox().substring(Outgoing.ACTOR.length());
        switch (far.lookup().actor(actor)) {
            case Lookup.Holder.Known(Remote remote) -> sendings.redirect(sending, remote.inbox());
            case Lookup.Holder.Gone gone -> sendings.refused(sending, "410");
            case Lookup.Holder.Nobody _, Lookup.Holder.Later _ ->
                again(sending, Patience.after(sending.attempts()), "actor");
        }
    }

    /** A server that does not like the one form of signature may like the other, and is spoken to in that from then on. */
    private Outbound.Answer post(Sending sending) {
        Signatures first = hosts.form(sending.host());
        Outbound.Answer answer = post(sending, first);
        Signatures used = first;
        if (answer instanceof Outbound.Answer.Failed(String why) && HUNG_UP.contains(why)) {
            // the server had closed the connection that was kept; what it got twice it knows by its id
            answer = post(sending, first);
        }
        if (answer instanceof Outbound.Answer.Got got && Set.of(400, 401, 403).contains(got.status())) {
            used = first == Signatures.CAVAGE ? Signatures.RFC9421 : Signatures.CAVAGE;
            answer = post(sending, used);
        }
        if (answer instanceof Outbound.Answer.Got got && got.status() < 500 && got.status() != 429) {
            hosts.reached(sending.host(), got.status() / 100 == 2 ? used : first);
        }
        return answer;
    }

    private Outbound.Answer post(Sending sending, Signatures form) {
        URI inbox = URI.create(sending.inbox());
        Map<String, String> headers = new HashMap<>(
                Map.of("content-type", Documents.ACTIVITY, "accept", Documents.ACTIVITY, "digest", sending.digest()));
        Exchange request = new Exchange("POST", inbox, headers, sending.body());
        headers.putAll(form.sign(
                request,
                far.addresses().key(sending.account()),
                keys.of(sending.account()).secret(),
                clock.instant()));
        return far.outbound().post(inbox, sending.body(), headers);
    }

    private void settle(Sending sending, Outbound.Answer answer) {
        switch (answer) {
            case Outbound.Answer.Forbidden(String why) -> sendings.refused(sending, why);
            case Outbound.Answer.Failed(String why) -> failed(sending, Patience.after(sending.attempts()), why);
            case Outbound.Answer.Got got when got.status() / 100 == 2 -> sendings.sent(sending);
            case Outbound.Answer.Got got
            when got.status() == 410 -> {
                far.followers().removeByInbox(sending.inbox());
                sendings.drop(sending.inbox(), "410");
            }
            case Outbound.Answer.Got got
            when got.status() == 429 || got.status() == 503 ->
                failed(sending, wish(got, Patience.after(sending.attempts())), Integer.toString(got.status()));
            case Outbound.Answer.Got got
            when PASSING.contains(got.status()) ->
                again(sending, Patience.after(sending.attempts()), Integer.toString(got.status()));
            case Outbound.Answer.Got got
            when got.status() < 500 || got.status() == 501 -> sendings.refused(sending, Integer.toString(got.status()));
            case Outbound.Answer.Got got ->
                failed(sending, Patience.after(sending.attempts()), Integer.toString(got.status()));
        }
    }

    private void failed(Sending sending, Duration after, String why) {
        again(sending, after, why);
        hosts.failed(sending.host(), why);
    }

    private void again(Sending sending, Duration after, String why) {
        if (sending.attempts() >= Patience.TRIES) {
            sendings.refused(sending, why);
        } else {
            sendings.again(sending, after, why);
        }
    }

    /** When the server would like us to come again: seconds or a date. Never sooner than we would, and within a day. */
    private Duration wish(Outbound.Answer.Got got, Duration otherwise) {
        String wished = got.header("retry-after");
        try {
            Duration after = wished.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(wished))
                    : Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(wished, Instant::from));
            Duration bounded = after.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : after;
            return bounded.compareTo(otherwise) > 0 ? bounded : otherwise;
        } catch (DateTimeException none) {
            return otherwise;
        }
    }
}
