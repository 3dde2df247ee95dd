package org.lianxin.federation;

import java.time.Clock;
import java.util.Optional;
import org.lianxin.federation.signature.Claim;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import org.springframework.stereotype.Component;

/** Who signed a request, proven by their key: the kept one, or the one their server shows now, asked at most once in a while. */
@Component
class Signers {
    private final Remotes remotes;
    private final Lookup lookup;
    private final Limits limits;
    private final Clock clock;

    Signers(Remotes remotes, Lookup lookup, Limits limits, Clock clock) {
        this.remotes = remotes;
        this.lookup = lookup;
        this.limits = limits;
        this.clock = clock;
    }

    sealed interface Signer {
        record Proven(Remote remote) implements Signer {}

        /** Their server says that they are no more, so nothing can be proven. */
        record Gone(String actor) implements Signer {}

        /** @param why for a log */
        record Unproven(String why) implements Signer {}
    }

    Signer of(Exchange request) {
        Claim claim;
        try {
            claim = Signatures.read(request, clock.instant());
        } catch (Claim.Unfit unfit) {
            return new Signer.Unproven(String.valueOf(unfit.getMessage()));
        }
        Optional<Remote> known = remotes.byKey(claim.keyId());
        return known.filter(r -> fits(claim, r)).<Signer>map(Signer.Proven::new).orElseGet(() -> anew(claim));
    }

    private Signer anew(Claim claim) {
        Optional<String> host = Addresses.host(claim.keyId());
        if (host.isEmpty() || claim.keyId().length() > 1_000 || !limits.takeLookup(host.get(), claim.keyId())) {
            return new Signer.Unproven("key not asked for");
        }
        return switch (lookup.holder(claim.keyId())) {
            case Lookup.Holder.Nobody nobody -> new Signer.Unproven("no key");
            case Lookup.Holder.Gone(String actor) -> new Signer.Gone(actor);
            case Lookup.Holder.Known(Remote remote) -> {
                if (!fits(claim, remote)) {
                    yield new Signer.Unproven("signature");
                }
                remotes.keep(remote);
                yield new Signer.Proven(remote);
            }
        };
    }

    private static boolean fits(Claim claim, Remote remote) {
        return Rsa.read(remote.pem()).filter(claim::holds).isPresent();
    }
}
