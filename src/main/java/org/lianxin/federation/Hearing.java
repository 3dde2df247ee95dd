package org.lianxin.federation;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hears what was taken, one activity in one transaction: what it changes and that it was heard are the same commit. */
@Component
class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    private static final int AT_A_TIME = 50;

    private final Received received;
    private final Bonds bonds;
    private final Speech speech;
    private final Reactions reactions;
    private final TransactionTemplate transaction;

    Hearing(Received received, Bonds bonds, Speech speech, Reactions reactions, TransactionTemplate transaction) {
        this.received = received;
        this.bonds = bonds;
        this.speech = speech;
        this.reactions = reactions;
        this.transaction = transaction;
    }

    /** Hears some of what is due, so that what is to go out has its turn; whether more may wait. */
    boolean some() {
        for (int i = 0; i < AT_A_TIME; i++) {
            if (!one()) {
                return false;
            }
        }
        return true;
    }

    /** Hears all that is due. */
    void all() {
        while (some()) {
            // until nothing waits
        }
    }

    private boolean one() {
        long[] number = {0};
        try {
            return Boolean.TRUE.equals(transaction.execute(t -> {
                Optional<Received.Waiting> next = received.next();
                next.ifPresent(waiting -> {
                    number[0] = waiting.number();
                    Activity.read(waiting.body()).ifPresent(this::hear);
                    received.done(waiting.number());
                });
                return next.isPresent();
            }));
        } catch (RuntimeException trouble) {
            if (number[0] == 0) {
                throw trouble;
            }
            // its words are somebody's; they do not go into a log
            LOG.warn("an activity could not be heard: {}", trouble.getClass().getName());
            transaction.executeWithoutResult(t -> received.failed(number[0]));
            return true;
        }
    }

    private void hear(Activity activity) {
        if (activity.is("Follow")) {
            bonds.follow(activity);
        } else if (activity.is("Block")) {
            bonds.end(activity);
        } else if (activity.is("Undo")) {
            bonds.undo(activity);
            reactions.undo(activity);
        } else if (activity.is("Create")) {
            speech.created(activity);
        } else if (activity.is("Update")) {
            speech.changed(activity);
        } else if (activity.is("Delete")) {
            speech.deleted(activity);
            bonds.farewell(activity);
        } else if (activity.is("Like", "EmojiReact")) {
            reactions.like(activity);
        } else if (activity.is("Announce")) {
            reactions.repeat(activity);
        } else if (activity.is("Flag")) {
            speech.flagged(activity);
        }
        // whatever else there is concerns others
    }
}
