package org.lianxin.launch;

import java.util.List;

/** Who is killed, and when. */
record Kill(Victim victim, Moment moment) {
    enum Victim {
        PROGRAM,
        POSTGRES,
        BOTH
    }

    enum Moment {
        /** A claim has committed this instant. */
        AT_CLAIM,
        /** The request is with the network, which is still busy and will take it whoever lives. */
        WHILE_SENDING,
        /** The network has taken it and has not answered yet. */
        BEFORE_CONFIRMATION,
        AT_RANDOM
    }

    /** Every victim at every moment, mixed so that a few of them in a row are of every kind. */
    static final List<Kill> ALL = List.of(
            new Kill(Victim.PROGRAM, Moment.BEFORE_CONFIRMATION),
            new Kill(Victim.POSTGRES, Moment.AT_CLAIM),
            new Kill(Victim.BOTH, Moment.WHILE_SENDING),
            new Kill(Victim.PROGRAM, Moment.AT_CLAIM),
            new Kill(Victim.POSTGRES, Moment.AT_RANDOM),
            new Kill(Victim.BOTH, Moment.BEFORE_CONFIRMATION),
            new Kill(Victim.PROGRAM, Moment.WHILE_SENDING),
            new Kill(Victim.POSTGRES, Moment.BEFORE_CONFIRMATION),
            new Kill(Victim.BOTH, Moment.AT_CLAIM),
            new Kill(Victim.PROGRAM, Moment.AT_RANDOM),
            new Kill(Victim.POSTGRES, Moment.WHILE_SENDING),
            new Kill(Victim.BOTH, Moment.AT_RANDOM));
}
