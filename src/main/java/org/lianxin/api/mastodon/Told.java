package org.lianxin.api.mastodon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.channels.Bigrams;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What our accounts have said, as it stands in the fediverse at this moment; what was withdrawn is not there. */
@Component
class Told {
    private static final String SELECT = "select * from federation.face_note where withdrawn_at is null and body <> ''";

    private final JdbcClient db;

    Told(JdbcClient db) {
        this.db = db;
    }

    /** @param reference of its post, or the number of the message it answers; addressee: whom it answers, or empty */
    record Note(
            long id,
            long account,
            String reference,
            boolean open,
            String addressee,
            JsonNode body,
            Instant at,
            @Nullable Instant changedAt,
            long likes,
            long repeats) {
        private static Note read(ResultSet row, int n) throws SQLException {
            return new Note(
                    row.getLong("id"),
                    row.getLong("account"),
                    row.getString("reference"),
                    row.getBoolean("open"),
                    row.getString("addressee"),
                    Json.read(row.getString("body")),
                    Sql.instant(row, "published_at"),
                    Sql.instantOrNull(row, "updated_at"),
                    row.getLong("likes"),
                    row.getLong("repeats"));
        }

        boolean answers() {
            return !addressee.isEmpty();
        }

        /** The post it is; empty for an answer. */
        OptionalLong post() {
            return answers() ? OptionalLong.empty() : Ids.parse(reference);
        }
    }

    Optional<Note> find(long id) {
        return db.sql(SELECT + " and id = ?").param(id).query(Note::read).optional();
    }

    List<Note> find(List<Long> ids) {
        return db.sql(SELECT + " and id = any(?) order by id desc")
                .param(ids.toArray(Long[]::new))
                .query(Note::read)
                .list();
    }

    /** Open ones of posts whose pages on the micro-site hold all of these words, newest first. Of single characters none are found. */
    List<Note> saying(String words, int most) {
        List<String> wanted = Bigrams.words(words).stream().limit(8).toList();
        Set<String> pairs = Bigrams.of(String.join(" ", wanted));
        if (pairs.isEmpty()) {
            return List.of();
        }
        StringBuilder where = new StringBuilder();
        Map<String, Object> params = new HashMap<>(Map.of("grams", pairs.toArray(String[]::new), "most", most));
        for (int i = 0; i < wanted.size(); i++) {
            where.append(" and strpos(lower(p.title || ' ' || p.plain), :w")
                    .append(i)
                    .append(") > 0");
            params.put("w" + i, wanted.get(i));
        }
        return db.sql(SELECT + """
                         and open and addressee = '' and reference in (
                          select p.post from channels.face_page p where p.withdrawn_at is null and p.grams @> cast(:grams as text[])""" + where + ") order by id desc limit :most")
                .params(params)
                .query(Note::read)
                .list();
    }

    /** Answers to these messages, oldest first. */
    List<Note> answers(long account, List<String> numbers) {
        return db.sql(SELECT + " and account = ? and addressee <> '' and reference = any(?) order by id")
                .params(account, numbers.toArray(String[]::new))
                .query(Note::read)
                .list();
    }

    /**
     * Which of the open ones.
     *
     * @param accounts of these, or of all if null
     * @param answers with answers to people
     * @param tag only with this hashtag, or empty
     * @param media only with a picture or video
     */
    record Which(@Nullable List<Long> accounts, boolean answers, String tag, boolean media) {}

    /** Of a tag, the way goes along its own rows; with the zero, never along all notes in the hope of meeting one that has it. */
    List<Note> page(Which which, Slice slice) {
        boolean tagged = !which.tag().isEmpty();
        String place = tagged ? "t." : "n.";
        StringBuilder select = new StringBuilder("select n.* from ")
                .append(
                        tagged
                                ? "federation.face_note_tag t join federation.face_note n on n.id = t.note + 0"
                                : "federation.face_note n")
                .append(" where n.open and n.withdrawn_at is null and n.body <> ''");
        Map<String, Object> params = new HashMap<>();
        List<Long> accounts = which.accounts();
        if (accounts != null && accounts.size() == 1) {
            // by its equal, the newest of an account are the first of its index
            select.append(" and ").append(place).append("account = :account");
            params.put("account", accounts.getFirst());
        } else if (accounts != null) {
            select.append(" and ").append(place).append("account = any(:accounts)");
            params.put("accounts", accounts.toArray(Long[]::new));
        }
        if (!which.answers()) {
            select.append(" and n.addressee = ''");
        }
        if (tagged) {
            select.append(" and t.tag = :tag");
            params.put("tag", which.tag().toLowerCase(Locale.ROOT));
        }
        if (which.media()) {
            select.append(" and ").append(place).append("has_media");
        }
        return slice.of(db, select.toString(), tagged ? "t.note" : "n.id", params, Note::read);
    }
}
