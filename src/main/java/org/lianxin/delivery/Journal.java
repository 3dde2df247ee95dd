package org.lianxin.delivery;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down everything that was tried and said about a delivery; nothing is ever changed in it. */
@Component
class Journal {
    /** How it came about that something is known. */
    enum What {
        SENT,
        READ,
        FOUND_CLAIMED,
        RESTORED,
        PERSON
    }

    /** What is known. */
    enum Result {
        CONFIRMED,
        REFUSED,
        NOT_SENT,
        WAITS,
        BY_HAND,
        UNKNOWN,
        FOUND,
        ABSENT,
        UNREADABLE,
        MANUAL,
        AGAIN,
        CANCELLED
    }

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    Journal(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    void note(long delivery, What what, Result result, String words, @Nullable Long person) {
        note(List.of(delivery), what, result, List.of(Words.cut(words)), person);
    }

    void note(List<Long> deliveries, What what, Result result, List<String> words, @Nullable Long person) {
        db.sql("""
                insert into delivery.attempt (id, delivery, what, outcome, words, by_person, at)
                select n.id, n.delivery, :what, :result, n.words, cast(:person as bigint), :at from unnest(:ids, :deliveries, :words) n(id, delivery, words)""")
                .param("what", what.name())
                .param("result", result.name())
                .param("person", person)
                .param("at", Sql.time(clock.instant()))
                .param("ids", deliveries.stream().map(d -> ids.next()).toArray(Long[]::new))
                .param("deliveries", deliveries.toArray(Long[]::new))
                .param("words", words.toArray(String[]::new))
                .update();
    }
}
