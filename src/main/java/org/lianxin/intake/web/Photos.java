package org.lianxin.intake.web;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.web.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Photos that come with a form. They are kept at once, so that a form that comes back need not bring them again; unsent ones go after two days. */
@Component
class Photos {
    private static final int MOST = 9;

    private final Media media;
    private final Guard guard;
    private final JdbcClient db;
    private final Clock clock;

    Photos(Media media, Guard guard, JdbcClient db, Clock clock) {
        this.media = media;
        this.guard = guard;
        this.db = db;
        this.clock = clock;
    }

    /** Hashes of what is here, and what is wrong with the rest. */
    record Here(List<String> hashes, List<String> problems) {}

    Here take(AskForm form, List<MultipartFile> files, Texts t) throws IOException {
        List<String> hashes = new ArrayList<>(form.kept().stream()
                .filter(kept -> guard.isKept(form.token(), kept))
                .map(kept -> kept.substring(0, 64))
                .toList());
        List<String> problems = new ArrayList<>();
        for (MultipartFile file : files) {
            if (file.isEmpty()) {
                continue;
            }
            if (hashes.size() >= MOST) {
                problems.add(t.of("intake.pictures.many", MOST));
                break;
            }
            try (var in = file.getInputStream()) {
                switch (media.picture(in, null)) {
                    case Outcome.Done<Stored>(Stored stored) -> {
                        db.sql("insert into intake.brought (hash, at) values (?, ?)")
                                .params(stored.hash(), Sql.time(clock.instant()))
                                .update();
                        if (!hashes.contains(stored.hash())) {
                            hashes.add(stored.hash());
                        }
                    }
                    case Outcome.Refused<Stored> refused ->
                        problems.add(t.of("intake.picture", name(file), t.of(refused.key(), refused.arguments())));
                }
            }
        }
        return new Here(hashes, problems);
    }

    List<AskPage.Picture> shown(AskForm form) {
        Map<String, Stored> known = media.find(form.kept().stream()
                .map(k -> k.substring(0, Math.min(64, k.length())))
                .toList());
        return form.kept().stream()
                .filter(kept -> guard.isKept(form.token(), kept) && known.containsKey(kept.substring(0, 64)))
                .map(kept -> {
                    Stored stored = Objects.requireNonNull(known.get(kept.substring(0, 64)));
                    return new AskPage.Picture(kept, stored.width(), stored.height());
                })
                .toList();
    }

    private static String name(MultipartFile file) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "?");
        return name.length() > 60 ? name.substring(0, 60) : name;
    }
}
