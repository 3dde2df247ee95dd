package org.lianxin.federation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.lianxin.federation.signature.Rsa;
import tools.jackson.databind.node.ObjectNode;

/**
 * An actor elsewhere, as far as a signature and an answer need it.
 *
 * @param name as people write it, {@code @name@host}
 * @param sharedInbox of the server, or empty
 */
record Remote(String actor, String keyId, String pem, String inbox, String sharedInbox, String name) {
    private static final int LONGEST = 1_000;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s@<>]{1,128}");

    String host() {
        return Addresses.host(actor).orElseThrow();
    }

    /** The actor in a document with this key; empty if anything about it is not on the actor's own server. */
    static Optional<Remote> of(ObjectNode document, String keyId) {
        String actor = Json.text(document, "id");
        Optional<String> host = Addresses.host(actor);
        String inbox = Json.text(document, "inbox");
        String name = Json.text(document, "preferredUsername");
        if (host.isEmpty()
                || !Json.is(document, "Person", "Service", "Organization", "Group", "Application")
                || !near(host.get(), inbox)
                || !near(host.get(), keyId)
                || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        ObjectNode endpoints = Json.object(document, "endpoints");
        String shared = endpoints == null ? "" : Json.text(endpoints, "sharedInbox");
        return Json.objects(document, "publicKey").stream()
                .filter(key -> Json.text(key, "id").equals(keyId)
                        && Json.id(key, "owner").equals(actor))
                .flatMap(key -> Rsa.read(Json.text(key, "publicKeyPem")).stream())
                .findFirst()
                .map(key -> new Remote(
                        actor,
                        keyId,
                        Rsa.pem(key),
                        inbox,
                        near(host.get(), shared) ? shared : "",
                        "@" + name + "@" + host.get()));
    }

    private static boolean near(String host, String address) {
        return address.length() <= LONGEST
                && Addresses.host(address).filter(host::equals).isPresent();
    }
}
