package org.lianxin.channels.wechat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Allowance;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Figures;
import org.lianxin.delivery.Copies;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Titles;
import org.lianxin.delivery.Waybill;
import org.lianxin.identity.People;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Units;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Component;

/** Puts together what the page of a message to all shows. */
@Component
class MassDesk {
    private final Deliveries deliveries;
    private final WechatMasses masses;
    private final WechatMassOrders orders;
    private final WechatSettings settings;
    private final Known known;

    MassDesk(
            Deliveries deliveries, WechatMasses masses, WechatMassOrders orders, WechatSettings settings, Known known) {
        this.deliveries = deliveries;
        this.masses = masses;
        this.orders = orders;
        this.settings = settings;
        this.known = known;
    }

    /** The registers it reads. */
    @Component
    record Known(
            Copies copies,
            Titles titles,
            Accounts accounts,
            Units units,
            People people,
            Figures figures,
            Connections connections,
            Allowances allowances,
            WechatMassing massing) {}

    /** A delivery on an account of WeChat, both of units that the person reads; or the end of the request. */
    Waybill visible(String id, Person person) {
        return deliveries
                .find(Forms.id(id), person)
                .filter(MassDesk::concerns)
                .filter(w -> known.accounts()
                        .find(w.account())
                        .filter(a -> person.reads(a.unit()))
                        .isPresent())
                .orElseThrow(Refusals::notFound);
    }

    /** Whether it is of a kind that can be pushed at all. */
    static boolean concerns(Waybill waybill) {
        return waybill.platform() == Platform.WECHAT
                && (waybill.kind() == Parcel.Kind.PUBLISH || waybill.kind() == Parcel.Kind.CORRECT);
    }

    Account account(Waybill waybill) {
        return known.accounts().find(waybill.account()).orElseThrow(Refusals::notFound);
    }

    MassView view(Waybill waybill, Map<String, String> errors) {
        Account account = account(waybill);
        String not = orders.hindrance(waybill);
        return new MassView(
                waybill,
                known.titles().of(List.of(waybill)).getOrDefault(waybill.id(), waybill.reference()),
                account,
                known.units().names(List.of(account.unit())).getOrDefault(account.unit(), ""),
                known.copies().of(waybill.id()).map(p -> Sheet.read(p.bytes())).orElse(null),
                not == null ? "" : not,
                known.figures().following(account.id()).orElse(null),
                quota(account),
                masses.before(account.id(), waybill.id()),
                masses.of(waybill.id()).map(this::standing).orElse(null),
                errors);
    }

    private MassView.@Nullable Quota quota(Account account) {
        return known.connections()
                .of(account.id())
                .map(connection -> {
                    Allowance allowance = settings.toMass(connection);
                    int left = allowance.most() - known.allowances().used(account.id(), allowance);
                    Instant goes = known.allowances()
                            .free(account.id(), allowance)
                            .map(known.massing()::decent)
                            .orElse(null);
                    return new MassView.Quota(
                            Math.max(0, left),
                            allowance.most(),
                            Math.max(1, allowance.window().toHours()),
                            goes);
                })
                .orElse(null);
    }

    private MassView.Standing standing(WechatMass m) {
        boolean waits = m.state() == WechatMass.State.ORDERED;
        return new MassView.Standing(
                mark(m),
                word(m),
                m.why(),
                known.people().names(List.of(m.askedBy())).getOrDefault(m.askedBy(), ""),
                m.asked(),
                waits && !m.why().isEmpty() ? m.next() : null,
                m.ended(),
                m.url(),
                m.counted().total(),
                m.counted().reached(),
                m.counted().missed(),
                m.deleted(),
                waits || m.state() == WechatMass.State.FAILED || m.state() == WechatMass.State.REFUSED,
                m.state() == WechatMass.State.UNKNOWN && m.deleted() == null,
                m.again());
    }

    static String mark(WechatMass m) {
        return switch (m.state()) {
            case ORDERED -> "wait";
            case SENDING, TAKEN -> "busy";
            case SENT -> m.deleted() == null ? "done" : "closed";
            case FAILED, REFUSED -> "refused";
            case UNKNOWN -> m.deleted() == null ? "unknown" : "closed";
            case DROPPED -> "closed";
        };
    }

    /** Key of the word for how it stands. */
    static String word(WechatMass m) {
        return "channels.mass.state."
                + (m.deleted() == null ? m.state().name().toLowerCase(java.util.Locale.ROOT) : "deleted");
    }
}
