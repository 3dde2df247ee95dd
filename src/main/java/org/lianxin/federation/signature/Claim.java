package org.lianxin.federation.signature;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;

/**
 * What a request says about its signer, before the key is known: everything about it is in order but that nobody has checked it yet.
 *
 * @param keyId where the key is to be found
 * @param bases the texts that may have been signed; one of them is enough
 */
public record Claim(String keyId, List<String> bases, byte[] signature) {

    public boolean holds(PublicKey key) {
        return bases.stream().anyMatch(base -> Rsa.verify(key, base.getBytes(StandardCharsets.UTF_8), signature));
    }

    /** A request whose signature says too little, is too old, or does not belong to its body; the words are for a log. */
    public static final class Unfit extends Exception {
        Unfit(String why) {
            super(why);
        }
    }
}
