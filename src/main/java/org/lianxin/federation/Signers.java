package org.lianxin.federation;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lianxin.federation.signature.Claim;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import org.springframework.stereotype.Component;

/** Who signed a request, proven by their key: the kept one, or the one their server shows now, asked at most once in a while. */
@Component
class Signers {
    private static final int LONGEST_ID = 1_000;
    private static final int MOST_WAITING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, CompletableFuture<Lookup.Holder>> underway = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
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

        /** Their server cannot be asked now. */
        record Later() implements Signer {}
    }

    Signer of(Exchange request) {
        Claim claim;
        try {
            claim = Signatures.read(request, clock.instant());
        } catch (Claim.Unfit unfit) {
            return new Signer.Unproven(String.valueOf(unfit.getMessage()));
        }
        Optional<String> host = Addresses.host(claim.keyId());
        if (host.isEmpty() || claim.keyId().length() > LONGEST_ID) {
            return new Signer.Unproven("no key's address");
        }
        Optional<Remote> known = fitting(claim);
        return known.isPresent() ? new Signer.Proven(known.get()) : anew(claim, host.get());
    }

    /** Whoever speaks for the first time often says several things at once: their key is asked for by the first of them, for all. */
    private Signer anew(Claim claim, String host) {
        CompletableFuture<Lookup.Holder> mine = new CompletableFuture<>();
        CompletableFuture<Lookup.Holder> first = underway.putIfAbsent(claim.keyId(), mine);
        if (first != null) {
            return judge(claim, await(first));
        }
        try {
            Lookup.Holder holder = ask(claim, host);
            mine.complete(holder);
            // kept before the next one may ask
            return judge(claim, holder);
        } finally {
            underway.remove(claim.keyId(), mine);
            mine.complete(new Lookup.Holder.Later());
        }
    }

    private Lookup.Holder ask(Claim claim, String host) {
        Optional<Remote> meanwhile = fitting(claim);
        if (meanwhile.isPresent()) {
            return new Lookup.Holder.Known(meanwhile.get());
        } else if (limits.takeLookup(host, claim.keyId())) {
            return lookup.holder(claim.keyId());
        }
        // a key that we have and that does not fit was asked for often enough
        return remotes.byKey(claim.keyId()).isPresent() ? new Lookup.Holder.Nobody() : new Lookup.Holder.Later();
    }

    private Lookup.Holder await(CompletableFuture<Lookup.Holder> first) {
        if (!waiting.tryAcquire()) {
            return new Lookup.Holder.Later();
        }
        try {
            return first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            return new Lookup.Holder.Later();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Lookup.Holder.Later();
        } finally {
            waiting.release();
        }
    }

    private Signer judge(Claim claim, Lookup.Holder holder) {
        return switch (holder) {
            case Lookup.Holder.Nobody _ -> new Signer.Unproven("no key");
            case Lookup.Holder.Later _ -> new Signer.Later();
            case Lookup.Holder.Gone(String actor) -> new Signer.Gone(actor);
            case Lookup.Holder.Known(Remote remote) -> {
                if (!fits(claim, remote)) {
                    remotes.rekey(remote);
                    yield new Signer.Unproven("signature");
                }
                remotes.keep(remote);
                yield new Signer.Proven(remote);
            }
        };
    }

    private Optional<Remote> fitting(Claim claim) {
        return remotes.byKey(claim.keyId()).filter(remote -> fits(claim, remote));
    }

    private static boolean fits(Claim claim, Remote remote) {
        return Rsa.read(remote.pem()).filter(claim::holds).isPresent();
    }
}
