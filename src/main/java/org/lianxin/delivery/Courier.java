package org.lianxin.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes one claimed delivery to its network and brings the answer home. Runs outside any transaction, holds no connection while it waits. */
@Component
class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LONGEST_AT_HOME = Duration.ofMinutes(10);

    private final Networks networks;
    private final Parcels parcels;
    private final Settling settling;
    private final Words words;
    private final Node node;

    Courier(Networks networks, Parcels parcels, Settling settling, Words words, Node node) {
        this.networks = networks;
        this.parcels = parcels;
        this.settling = settling;
        this.words = words;
        this.node = node;
    }

    /** The delivery must be claimed by this process, and the claim committed. */
    void deliver(Dispatch claimed) {
        node.inFlight().add(claimed.id());
        try {
            Attempt answer = attempt(claimed);
            home(() -> settling.answered(claimed, answer), claimed.id());
        } finally {
            node.inFlight().remove(claimed.id());
        }
    }

    private Attempt attempt(Dispatch claimed) {
        Parcel parcel;
        try {
            parcel = parcels.pack(claimed);
        } catch (Parcels.Unfit never) {
            return new Attempt.Refused(words.of(String.valueOf(never.getMessage())));
        } catch (RuntimeException trouble) {
            LOG.warn("delivery {} could not be packed", claimed.id(), trouble);
            return new Attempt.NotSent(words.of("delivery.why.trouble"), 5);
        }
        try {
            return send(networks.of(claimed.platform()).orElse(null), parcel);
        } catch (RuntimeException | Error lost) {
            LOG.error("delivery {}: a connector threw, so nobody knows whether it was sent", claimed.id(), lost);
            return new Attempt.Unknown(words.of("delivery.why.lost"));
        }
    }

    private Attempt send(@org.jspecify.annotations.Nullable Connector network, Parcel parcel) {
        String remote = parcel.remoteId() == null ? "" : parcel.remoteId();
        return switch (parcel.kind()) {
            case PUBLISH, REPLY -> network instanceof Publishes can ? can.publish(parcel) : cannot();
            case CORRECT -> network instanceof Corrects can ? can.correct(parcel, remote) : cannot();
            case WITHDRAW -> network instanceof Withdraws can ? can.withdraw(parcel, remote) : cannot();
        };
    }

    private Attempt cannot() {
        return new Attempt.Refused(words.of("delivery.why.cannot"));
    }

    /** {@link #readBack}, unless somebody is at it already. */
    void read(Dispatch unknown) {
        if (node.inFlight().add(unknown.id())) {
            readBack(unknown);
        }
    }

    /** Reads the account's timeline for one whose answer was lost, or says that it could not be read. It must be in this process's hand. */
    void readBack(Dispatch unknown) {
        try {
            ReadsBack.Reading reading = reading(unknown);
            settling.read(unknown, reading);
        } finally {
            node.inFlight().remove(unknown.id());
        }
    }

    private ReadsBack.Reading reading(Dispatch unknown) {
        if (!(networks.of(unknown.platform()).orElse(null) instanceof ReadsBack network)) {
            return new ReadsBack.Reading.Unreadable(words.of("delivery.why.cannot-read"));
        }
        try {
            return network.read(parcels.pack(unknown));
        } catch (Parcels.Unfit unfit) {
            return new ReadsBack.Reading.Unreadable(words.of(String.valueOf(unfit.getMessage())));
        } catch (RuntimeException trouble) {
            LOG.warn("delivery {} could not be read back", unknown.id(), trouble);
            return new ReadsBack.Reading.Unreadable(words.of("delivery.why.trouble"));
        }
    }

    /** What the network said must be written down, also when the database is away for a moment; if that fails the claim is found later. */
    private static void home(Runnable write, long delivery) {
        long end = System.nanoTime() + LONGEST_AT_HOME.toNanos();
        for (int tries = 1; ; tries++) {
            try {
                write.run();
                return;
            } catch (RuntimeException trouble) {
                if (System.nanoTime() > end) {
                    throw trouble;
                }
                LOG.warn("the answer to delivery {} could not be written down yet: {}", delivery, trouble.toString());
                try {
                    Thread.sleep(Backoff.after(tries, Duration.ofMillis(100), Duration.ofSeconds(5), 0.5));
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    throw trouble;
                }
            }
        }
    }
}
