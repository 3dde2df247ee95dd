package org.lianxin.channels.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Figures;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.delivery.Copies;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people decide about messages to all: the editors and leaders of the account's unit, and the office. Only what is out and stands as it
 * was approved is pushed, and each once; what was let through before its chain had signed only when somebody has looked back, since there is
 * no way back from a push.
 */
@Component
class WechatMassOrders {
    private final WechatMasses masses;
    private final Known known;
    private final WechatDesk desk;
    private final ApplicationEventPublisher events;

    WechatMassOrders(WechatMasses masses, Known known, WechatDesk desk, ApplicationEventPublisher events) {
        this.masses = masses;
        this.known = known;
        this.desk = desk;
        this.events = events;
    }

    /** What is known of the text, of the account and of who follows it. */
    @Component
    record Known(Copies copies, Connections connections, Figures figures) {}

    /** Key of the sentence why it cannot be pushed; null if it can. */
    @Nullable
    String hindrance(Waybill waybill) {
        if (waybill.state() == DeliveryState.WITHDRAWN) {
            return "channels.mass.not.withdrawn";
        } else if (waybill.state() != DeliveryState.CONFIRMED) {
            return "channels.mass.not.out";
        } else if (!masses.right(waybill.id())) {
            return "channels.mass.not.as-it-was";
        }
        return switch (known.copies().judged(waybill.id())) {
            case WRONG -> "channels.mass.not.found-wrong";
            case NOT_LOOKED_BACK -> "channels.mass.not.looked-back";
            case GOOD -> known.connections().open(waybill.account()).isEmpty() ? "channels.mass.not.connected" : null;
        };
    }

    /** {@code sure}: the person has said so. The same again changes nothing. */
    @Transactional
    public Outcome<Long> order(Waybill waybill, Account account, boolean sure, Person by) {
        String hindrance = hindrance(waybill);
        if (!Connections.may(account, by)) {
            return Outcome.notAllowed();
        } else if (hindrance != null) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, hindrance);
        } else if (!sure) {
            return Outcome.invalid("sure", "channels.mass.sure-needed");
        }
        if (masses.order(waybill.id(), account.id(), by.id())) {
            said("channels.mass-ordered", waybill, account, by);
        }
        return Outcome.done(waybill.id());
    }

    /** What waits is not pushed, and what has failed is let be. */
    @Transactional
    public Outcome<Long> end(Waybill waybill, Account account, Person by) {
        if (!Connections.may(account, by)) {
            return Outcome.notAllowed();
        }
        String why = desk.words("channels.mass.why.ended");
        boolean ended = masses.said(waybill.id(), State.ORDERED, State.DROPPED, why)
                || masses.said(waybill.id(), State.FAILED, State.DROPPED, why)
                || masses.said(waybill.id(), State.REFUSED, State.DROPPED, why);
        if (!ended) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "channels.mass.not.ended");
        }
        said("channels.mass-ended", waybill, account, by);
        return Outcome.done(waybill.id());
    }

    /** Somebody has looked at WeChat's own console: it was pushed there, or it was not. */
    @Transactional
    public Outcome<Long> settle(Waybill waybill, Account account, boolean pushed, Person by) {
        if (!Connections.may(account, by)) {
            return Outcome.notAllowed();
        } else if (!masses.said(
                waybill.id(),
                State.UNKNOWN,
                pushed ? State.SENT : State.FAILED,
                desk.words(pushed ? "channels.mass.why.seen" : "channels.mass.why.not-seen"))) {
            return Outcome.changedMeanwhile();
        }
        said(pushed ? "channels.mass-seen" : "channels.mass-not-seen", waybill, account, by);
        return Outcome.done(waybill.id());
    }

    private void said(String action, Waybill waybill, Account account, Person by) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("delivery", Long.toString(waybill.id()));
        details.put("account", Long.toString(account.id()));
        known.figures().followers(account.id()).ifPresent(followers -> details.put("followers", followers));
        events.publishEvent(Audited.Entry.of(
                action,
                waybill.subjectType(),
                waybill.subjectId(),
                account.unit(),
                by,
                details,
                Role.EDITOR,
                Role.LEADER,
                Role.OFFICE));
    }
}
