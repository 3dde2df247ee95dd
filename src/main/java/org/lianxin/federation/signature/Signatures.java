package org.lianxin.federation.signature;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.Map;

/** Both forms behind one door. */
public enum Signatures {
    CAVAGE,
    RFC9421;

    /** The headers to send beside those of the request. */
    public Map<String, String> sign(Exchange request, String keyId, PrivateKey key, Instant now) {
        return this == CAVAGE ? Cavage.sign(request, keyId, key, now) : Rfc9421.sign(request, keyId, key, now);
    }

    /**
     * Who says to have signed this, if all that can be known without the key is in order: what is covered, how old it is, that the digest is
     * that of these bytes.
     */
    public static Claim read(Exchange request, Instant now) throws Claim.Unfit {
        String signature = request.header("signature");
        if (signature == null) {
            throw new Claim.Unfit("no signature");
        }
        String input = request.header("signature-input");
        return input == null ? Cavage.read(request, signature, now) : Rfc9421.read(request, input, signature, now);
    }
}
