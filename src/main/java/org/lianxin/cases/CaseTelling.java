package org.lianxin.cases;

import java.util.List;
import org.lianxin.language.Formatting;
import org.lianxin.media.Media;
import org.lianxin.registry.Units;
import org.springframework.stereotype.Component;

/** What happens around an answer that has gone out: the citizen is told, its pictures can be seen. */
@Component
class CaseTelling {
    private final Placing.Mails mails;
    private final Units units;
    private final Formatting formatting;
    private final Media media;
    private final Clocks clocks;

    CaseTelling(Placing.Mails mails, Units units, Formatting formatting, Media media, Clocks clocks) {
        this.mails = mails;
        this.units = units;
        this.formatting = formatting;
        this.media = media;
        this.clocks = clocks;
    }

    /** A new deadline from this moment on. */
    @Component
    record Clocks(Deadlines deadlines, java.time.Clock clock) {
        Case.Reckoning again() {
            int days = deadlines.reopened();
            return deadlines.reckon(clock.instant(), new Deadlines.Days(days, days));
        }
    }

    void answered(Case letter, Reply reply) {
        String unit = units.find(reply.unit()).map(u -> u.name()).orElse("");
        mails.answered(letter, reply, unit, formatting.plain(reply.text()));
    }

    /** The pictures of an answer, under names that nobody can guess; whether a page shows them is the site's affair. */
    void shown(Reply reply) {
        List<String> hashes = reply.pictures().stream().map(Reply.Picture::hash).toList();
        if (!hashes.isEmpty()) {
            media.show(hashes, "reply/" + reply.id());
        }
    }

    void hidden(Reply reply) {
        if (!reply.pictures().isEmpty()) {
            media.hide("reply/" + reply.id());
        }
    }

    Case.Reckoning again() {
        return clocks.again();
    }
}
