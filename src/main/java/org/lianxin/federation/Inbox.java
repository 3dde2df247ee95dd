package org.lianxin.federation;

import java.util.Optional;
import org.lianxin.federation.signature.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether something that was sent to us is taken: it is well formed, signed by the very actor it speaks for, and new. Decided before the
 * answer, so that a server which signs in several forms learns which one we understand; heard afterwards.
 */
@Component
class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Signers signers;
    private final Remotes remotes;
    private final Blocks blocks;
    private final Received received;
    private final Doorstep doorstep;

    Inbox(Signers signers, Remotes remotes, Blocks blocks, Received received, Doorstep doorstep) {
        this.signers = signers;
        this.remotes = remotes;
        this.blocks = blocks;
        this.received = received;
        this.doorstep = doorstep;
    }

    /** What is counted at the door and who is told of a guest. */
    @Component
    record Doorstep(Limits limits, Hosts hosts, Wake wake) {}

    /** The answers, with the status of each. */
    enum Answer {
        TAKEN(202),
        NOT_AN_ACTIVITY(400),
        NOT_PROVEN(401),
        NOT_THEIRS(403),
        TOO_MANY(429),

        /** Who signed cannot be learnt now: to be brought again. */
        NOT_NOW(503);

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    Answer take(Exchange request, String from) {
        if (!doorstep.limits().takeRequest(from)) {
            return Answer.TOO_MANY;
        }
        Optional<Activity> read = Activity.read(request.body());
        if (read.isEmpty()) {
            return Answer.NOT_AN_ACTIVITY;
        }
        Activity activity = read.get();
        if (blocks.has(activity.host())) {
            return Answer.NOT_THEIRS;
        } else if (activity.farewell() && remotes.stranger(activity.actor())) {
            // nobody we know; and its key is gone with it
            return Answer.TAKEN;
        }
        return switch (signers.of(request)) {
            case Signers.Signer.Unproven(String why) -> {
                LOG.debug("not proven: {}", why);
                yield Answer.NOT_PROVEN;
            }
            case Signers.Signer.Later later -> Answer.NOT_NOW;
            case Signers.Signer.Gone(String actor) -> {
                if (activity.farewell() && actor.equals(activity.actor())) {
                    remotes.forget(actor);
                    yield Answer.TAKEN;
                }
                yield Answer.NOT_PROVEN;
            }
            case Signers.Signer.Proven(Remote remote) -> take(activity, remote, request.body());
        };
    }

    private Answer take(Activity activity, Remote signer, byte[] body) {
        if (!signer.actor().equals(activity.actor()) || !activity.owned()) {
            return Answer.NOT_THEIRS;
        } else if (!doorstep.limits().takeHost(activity.host())
                || !doorstep.limits().takeAuthor(activity.actor())) {
            return Answer.TOO_MANY;
        }
        if (received.enter(activity, body)) {
            doorstep.hosts().heardFrom(activity.host());
            doorstep.wake().call();
        }
        return Answer.TAKEN;
    }
}
