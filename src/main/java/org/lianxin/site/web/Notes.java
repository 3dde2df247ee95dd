package org.lianxin.site.web;

import java.util.Optional;
import org.lianxin.federation.Voices;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a page is in the fediverse, so that whoever pastes its address into a server's search finds it there. */
@Component
class Notes {
    private final JdbcClient db;
    private final Voices voices;

    Notes(JdbcClient db, Voices voices) {
        this.db = db;
        this.voices = voices;
    }

    /** The oldest note of a post that stands. */
    Optional<String> ofPost(String post) {
        return db.sql(
                        "select id from federation.face_note where reference = ? and open and withdrawn_at is null order by id limit 1")
                .param(post)
                .query((row, n) -> voices.note(row.getLong(1)))
                .optional();
    }

    Optional<String> ofAccount(Account account) {
        return account.platform() == Platform.FEDIVERSE
                ? voices.live(account.id()).map(voices::actor)
                : Optional.empty();
    }
}
