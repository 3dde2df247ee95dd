package org.lianxin.federation;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Asks other servers for their documents, signed by the server itself. */
@Component
class Lookup {
    private static final String ACCEPT =
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    private static final int AT_ONCE = 32;

    private final Outbound outbound;
    private final OwnKeys keys;
    private final Addresses addresses;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    Lookup(Outbound outbound, OwnKeys keys, Addresses addresses, Clock clock) {
        this.outbound = outbound;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    sealed interface Found {
        record Document(ObjectNode body, String at) implements Found {}

        /** It was there, and its server says that it is no more. */
        record Gone() implements Found {}

        record None() implements Found {}

        /** Its server could not be asked, or had no answer: it may have one soon. */
        record Later() implements Found {}
    }

    /** What is at an address; a document only if it is one of the fediverse. */
    Found document(String address) {
        if (addresses.ours(address) || Addresses.host(address).isEmpty()) {
            return new Found.None();
        } else if (!permits.tryAcquire()) {
            return new Found.Later();
        }
        try {
            URI uri = URI.create(bare(address));
            Outbound.Answer answer = outbound.get(uri, signing(Signatures.CAVAGE));
            if (answer instanceof Outbound.Answer.Got refused && refused.status() == 401) {
                answer = outbound.get(uri, signing(Signatures.RFC9421));
            }
            return read(answer);
        } finally {
            permits.release();
        }
    }

    private Function<URI, Map<String, String>> signing(Signatures form) {
        return at -> {
            Map<String, String> headers = new HashMap<>(Map.of("accept", ACCEPT));
            headers.putAll(form.sign(
                    new Exchange("GET", at, headers, new byte[0]),
                    addresses.key(Addresses.SERVER),
                    keys.of(Addresses.SERVER).secret(),
                    clock.instant()));
            return headers;
        };
    }

    private static Found read(Outbound.Answer answer) {
        if (!(answer instanceof Outbound.Answer.Got got)) {
            return answer instanceof Outbound.Answer.Failed ? new Found.Later() : new Found.None();
        } else if (got.status() == 410) {
            return new Found.Gone();
        } else if (got.status() == 429 || got.status() >= 500) {
            return new Found.Later();
        }
        String type = got.header("content-type");
        boolean ours = type.startsWith("application/activity+json") || type.startsWith("application/ld+json");
        Optional<ObjectNode> body = got.status() == 200 && ours ? Json.read(got.body()) : Optional.empty();
        return body.<Found>map(b -> new Found.Document(b, got.at().toString())).orElseGet(Found.None::new);
    }

    /** Whoever holds this key, from the place that the key's own address names. */
    Holder holder(String keyId) {
        String address = bare(keyId);
        Found found = document(address);
        if (found instanceof Found.Document(ObjectNode body, String at)
                && !Json.text(body, "id").equals(at)) {
            // a key with an address of its own: its owner must say that it is theirs
            ObjectNode key = Json.object(body, "publicKey");
            address = Json.id(key == null ? body : key, "owner");
            boolean near = Addresses.host(address).equals(Addresses.host(keyId));
            found = near ? document(address) : new Found.None();
        }
        return switch (found) {
            case Found.Gone gone -> new Holder.Gone(address);
            case Found.None none -> new Holder.Nobody();
            case Found.Later later -> new Holder.Later();
            case Found.Document(ObjectNode body, String at) ->
                Optional.of(body)
                        .filter(b -> Json.text(b, "id").equals(at))
                        .flatMap(b -> Remote.of(b, keyId))
                        .<Holder>map(Holder.Known::new)
                        .orElseGet(Holder.Nobody::new);
        };
    }

    sealed interface Holder {
        record Known(Remote remote) implements Holder {}

        record Gone(String actor) implements Holder {}

        record Nobody() implements Holder {}

        /** Nothing is known yet; asked again it may be. */
        record Later() implements Holder {}
    }

    /** The actor at this address, by whatever key it names first. */
    Holder actor(String actor) {
        if (document(actor) instanceof Found.Document(ObjectNode body, String at)
                && Json.text(body, "id").equals(at)) {
            ObjectNode key = Json.object(body, "publicKey");
            return Remote.of(body, key == null ? "" : Json.text(key, "id"))
                    .<Holder>map(Holder.Known::new)
                    .orElseGet(Holder.Nobody::new);
        }
        return new Holder.Nobody();
    }

    private static String bare(String address) {
        int fragment = address.indexOf('#');
        return fragment < 0 ? address : address.substring(0, fragment);
    }
}
