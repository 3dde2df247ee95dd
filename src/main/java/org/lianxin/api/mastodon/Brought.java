package org.lianxin.api.mastodon;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.api.mastodon.MediaJson.File;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.publishing.Illustration;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files that an app has brought for a post to come, with their words; a day long, then only what became part of a post is left. */
@Component
class Brought {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Media media;
    private final Told told;

    Brought(JdbcClient db, Ids ids, Clock clock, Media media, Told told) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.media = media;
        this.told = told;
    }

    record One(long id, File file) {}

    /** Enters a file that media has taken. */
    Outcome<One> enter(Stored stored, String description, Person by) {
        if (wrong(description)) {
            return Outcome.invalid("description", "posts.alternative-too-long", InstanceController.DESCRIPTION);
        }
        long id = ids.next();
        db.sql("insert into api.media (id, person, hash, alternative, made_at) values (?, ?, ?, ?, ?)")
                .params(id, by.id(), stored.hash(), description.strip(), Sql.time(clock.instant()))
                .update();
        return Outcome.done(new One(id, file(stored, description.strip())));
    }

    private static boolean wrong(String description) {
        return description.codePointCount(0, description.length()) > InstanceController.DESCRIPTION
                || Unseen.in(description);
    }

    private static File file(Stored stored, String description) {
        return new File(stored.hash(), stored.mediaType(), description, stored.width(), stored.height());
    }

    Optional<One> find(long id, Person by) {
        return db.sql("select hash, alternative from api.media where id = ? and person = ?")
                .params(id, by.id())
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .optional()
                .flatMap(row -> media.find(row[0]).map(stored -> new One(id, file(stored, row[1]))));
    }

    Outcome<One> describe(long id, String description, Person by) {
        if (wrong(description)) {
            return Outcome.invalid("description", "posts.alternative-too-long", InstanceController.DESCRIPTION);
        }
        int changed = db.sql("update api.media set alternative = ? where id = ? and person = ?")
                .params(description.strip(), id, by.id())
                .update();
        return changed == 0 ? Outcome.notFound() : Outcome.done(find(id, by).orElseThrow());
    }

    /** The files of these ids, as parts of a post: own ones, or those of a note that stands already. */
    Outcome<List<Illustration>> of(List<String> wanted, Person by) {
        List<Illustration> all = new ArrayList<>();
        if (wanted.size() > InstanceController.PICTURES) {
            return Outcome.invalid("media_ids", "apps.media-count", InstanceController.PICTURES);
        }
        for (String text : wanted) {
            OptionalLong id = Ids.parse(text);
            Optional<File> file = id.isEmpty()
                    ? Optional.empty()
                    : find(id.getAsLong(), by).map(One::file).or(() -> standing(id.getAsLong()));
            if (file.isEmpty()) {
                return Outcome.invalid("media_ids", "apps.media-gone");
            }
            all.add(Illustration.of(file.get().hash(), file.get().description(), ""));
        }
        return Outcome.done(all);
    }

    private Optional<File> standing(long id) {
        int place = (int) (id % 10);
        return told.find(id / 10)
                .map(StatusJson::files)
                .filter(files -> place < files.size())
                .map(files -> files.get(place));
    }
}
