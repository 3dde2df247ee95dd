package org.lianxin.cases;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Team;
import org.lianxin.registry.Units;
import org.lianxin.web.Pages;
import org.lianxin.web.Role;
import org.lianxin.web.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where a message belongs, and who is told of it. */
@Component
class Placing {
    private final CaseDesk desk;
    private final Units units;
    private final Team team;
    private final Routes routes;
    private final Mails mails;

    Placing(CaseDesk desk, Units units, Team team, Routes routes, Mails mails) {
        this.desk = desk;
        this.units = units;
        this.team = team;
        this.routes = routes;
        this.mails = mails;
    }

    /** @param why {@code citizen}, {@code account}, {@code rule} or empty when the office decides */
    record Place(@Nullable Long unit, String why) {}

    /** The unit the citizen chose, else the one of the rules; thanks and other always go to the office first. */
    Place of(Message message) {
        if (message.kind() == Message.Kind.THANKS || message.kind() == Message.Kind.OTHER) {
            return new Place(null, "");
        } else if (message.unit() != null && units.find(message.unit()).isPresent()) {
            return new Place(message.unit(), message.channel().equals("site") ? "citizen" : "account");
        }
        Optional<Long> unit = routes.match(message.masked() + " " + message.place());
        return new Place(unit.orElse(null), unit.isPresent() ? "rule" : "");
    }

    boolean exists(long unit) {
        return units.find(unit).isPresent();
    }

    /** Tells those whose turn it is. */
    void ring(Case letter) {
        Long unit = letter.unit();
        // nobody but the office writes for the office
        boolean house = unit != null
                && units.find(unit).filter(u -> u.type().equals("office")).isPresent();
        desk.ring(unit == null || house ? team.holders(Role.OFFICE, 0) : team.holders(Role.EDITOR, unit));
    }

    /** A draft of the unit that loses the case is laid aside, kept for the record. */
    void drop(long letter) {
        desk.db()
                .sql(
                        "update cases.reply set state = 'DROPPED', changed_at = ?, version = version + 1 where case_id = ? and state = 'DRAFT'")
                .params(Sql.time(desk.clock().instant()), letter)
                .update();
    }

    void tellClosed(Case letter, String reason) {
        mails.closed(letter, reason);
    }

    /** Letters to the citizen, in Chinese, in the program's own words. */
    @Component
    static class Mails {
        private final ObjectProvider<Intake> intake;
        private final Pages pages;
        private final Pages.Site site;

        Mails(ObjectProvider<Intake> intake, Pages pages, Pages.Site site) {
            this.intake = intake;
            this.pages = pages;
            this.site = site;
        }

        void closed(Case letter, String reason) {
            Texts t = pages.texts(Locale.SIMPLIFIED_CHINESE);
            tell(
                    letter,
                    t.of("cases.mail.closed-subject", letter.number()),
                    t.of("cases.mail.closed", letter.title(), reason, follow(letter)),
                    "closed/" + letter.version());
        }

        void answered(Case letter, Reply reply, String unit, String plain) {
            Texts t = pages.texts(Locale.SIMPLIFIED_CHINESE);
            String subject = t.of(
                    reply.kind() == Reply.Kind.FIRST ? "cases.mail.first-subject" : "cases.mail.answered-subject",
                    unit,
                    letter.number());
            String key = reply.kind() == Reply.Kind.FIRST ? "cases.mail.first" : "cases.mail.answered";
            tell(letter, subject, t.of(key, unit, letter.title(), plain, follow(letter)), "reply/" + reply.id());
        }

        void withdrawn(Case letter, Reply reply, String unit) {
            Texts t = pages.texts(Locale.SIMPLIFIED_CHINESE);
            tell(
                    letter,
                    t.of("cases.mail.withdrawn-subject", unit, letter.number()),
                    t.of("cases.mail.withdrawn", unit, letter.title(), reply.remark(), follow(letter)),
                    "withdrawn/" + reply.id());
        }

        private String follow(Case letter) {
            return site.publicUrl() + "/follow?number=" + letter.number();
        }

        private void tell(Case letter, String subject, String text, String what) {
            if (letter.reachable()) {
                intake.getObject().tell(letter.message(), subject, text, "case/" + letter.id() + "/" + what);
            }
        }
    }
}
