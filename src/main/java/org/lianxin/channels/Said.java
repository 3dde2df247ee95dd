package org.lianxin.channels;

import java.time.Instant;
import java.util.function.Function;
import org.lianxin.channels.OpenLine.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What came of a call of a server whose address an editor has typed, as its interface means it. */
public sealed interface Said {
    record Yes(JsonNode body, Answer.Spoken spoken) implements Said {}

    /**
     * The server said no, in words of its own.
     *
     * @param type of its trouble, where the interface has types; else empty
     */
    record No(int status, String type, String words) implements Said {
        public boolean gone() {
            return status == 404 || status == 410;
        }
    }

    /** Too much, or the server takes nothing at the moment; certainly not taken. */
    record Later(String words, Instant until) implements Said {}

    /** Nothing was sent. */
    record NotReached(String why) implements Said {}

    /** Nobody knows: no answer, or one that nobody can read. */
    record Lost(String why) implements Said {}

    static Said of(Answer answer, Function<Answer.Spoken, Said> spoken) {
        return switch (answer) {
            case Answer.NotReached none -> new NotReached(none.why());
            case Answer.Lost lost -> new Lost(lost.why());
            // a deletion may be answered with nothing at all; where an id is needed, its absence is noticed
            case Answer.Spoken good
            when good.good() ->
                new Yes(good.body() == null ? JsonNodeFactory.instance.objectNode() : good.body(), good);
            case Answer.Spoken other -> spoken.apply(other);
        };
    }

    /** Only a no in the interface's own form is a no: a page of some machine before it says nothing about what was taken. */
    static Said no(Answer.Spoken spoken, String type, String words) {
        JsonNode body = spoken.body();
        return body != null && body.isObject() && spoken.status() / 100 == 4
                ? new No(spoken.status(), type, words)
                : new Lost("HTTP " + spoken.status());
    }
}
