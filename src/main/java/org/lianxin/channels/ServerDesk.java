package org.lianxin.channels;

import java.util.List;
import java.util.Optional;
import org.lianxin.delivery.Attempt;

/** Errands to a server whose address an editor has typed, and what to make of its no. */
public abstract class ServerDesk {
    private final String texts;
    private final Errands errands;
    private final List<Allowance> toDo;
    private final List<Allowance> toPoll;

    /**
     * @param texts where its sentences are
     * @param calls allowed to one account together
     */
    protected ServerDesk(String texts, Errands errands, String calls) {
        this.texts = texts;
        this.errands = errands;
        Allowance all = Allowance.parse("calls", calls);
        this.toDo = List.of(all);
        // a third is left for what must go out
        this.toPoll = List.of(all.part(0.67));
    }

    public final Attempt write(long account, Errands.Errand errand) {
        return errands.write(account, texts, toDo, errand);
    }

    /** One more call in the same errand; empty: go on. */
    public final Optional<Attempt> another(Connection connection) {
        return errands.another(connection.account(), texts, toDo);
    }

    public final Optional<Connection> toRead(long account) {
        return errands.toRead(account, toDo);
    }

    /** For what can wait. */
    public final Optional<Connection> toPoll(long account) {
        return errands.toRead(account, toPoll);
    }

    public final String words(String what, Object... arguments) {
        return errands.words(texts + "." + what, arguments);
    }

    /** What came of something that was to be written, when it is not the yes that was wanted. */
    public final Attempt no(Connection connection, Said said) {
        return switch (said) {
            case Said.Yes half -> new Attempt.Unknown(words("half-answer"));
            case Said.Later later -> new Attempt.Waits(words("later", later.words()), later.until());
            case Said.No no
            when expired(connection, no) -> {
                errands.expired(connection, said(no));
                yield errands.resting(texts + ".expired");
            }
            case Said.No no -> new Attempt.Refused(said(no));
            case Said.NotReached none -> new Attempt.NotSent(words("not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(words("lost", lost.why()));
        };
    }

    /** Whether the server does not take the key any more. */
    protected boolean expired(Connection connection, Said.No no) {
        return no.status() == 401;
    }

    /** Remembers it, where nothing was to be written. */
    public final void heed(Connection connection, Said said) {
        if (said instanceof Said.No no && no.status() == 401) {
            errands.expired(connection, said(no));
        }
    }

    public final String said(Said.No no) {
        return words("no", no.words().isBlank() ? words("no-words") : no.words(), Integer.toString(no.status()));
    }
}
