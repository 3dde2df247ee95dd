package org.lianxin.channels.wechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connections;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.delivery.Besides;
import org.lianxin.delivery.Waybill;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Page;
import org.springframework.stereotype.Component;

/** Tells the page of a delivery, and the story of a post, what was pushed to all who follow. */
@Component
class WechatBesides implements Besides {
    private final WechatMasses masses;
    private final WechatMassOrders orders;
    private final Accounts accounts;
    private final WechatDesk desk;

    WechatBesides(WechatMasses masses, WechatMassOrders orders, Accounts accounts, WechatDesk desk) {
        this.masses = masses;
        this.orders = orders;
        this.accounts = accounts;
        this.desk = desk;
    }

    @Override
    public Optional<Shown> of(Waybill waybill, Page page) {
        if (!MassDesk.concerns(waybill)) {
            return Optional.empty();
        }
        boolean may = accounts.find(waybill.account())
                .filter(a -> Connections.may(a, page.me()))
                .isPresent();
        String href = may ? "/console/masses/" + waybill.id() : "";
        Optional<WechatMass> found = masses.of(waybill.id());
        if (found.isPresent()) {
            WechatMass m = found.get();
            return Optional.of(new Shown(
                    MassDesk.mark(m),
                    page.t.of(MassDesk.word(m)),
                    sentence(m, page),
                    href,
                    page.t.of("channels.mass.see")));
        }
        String not = may ? orders.hindrance(waybill) : "";
        if ("channels.mass.not.looked-back".equals(not)) {
            return Optional.of(new Shown(
                    "wait",
                    page.t.of("channels.mass.state.none"),
                    page.t.of("channels.mass.not.looked-back"),
                    href,
                    page.t.of("channels.mass.see")));
        }
        return not == null
                ? Optional.of(new Shown(
                        "wait",
                        page.t.of("channels.mass.state.none"),
                        page.t.of("channels.mass.about"),
                        href,
                        page.t.of("channels.mass.open")))
                : Optional.empty();
    }

    private static String sentence(WechatMass m, Page page) {
        if (m.state() == State.SENT && m.counted().reached() != null) {
            return page.t.of(
                    "channels.mass.reached",
                    MassView.shown(m.counted().reached()),
                    MassView.shown(m.counted().total()));
        } else if (m.state() == State.ORDERED && !m.why().isEmpty()) {
            return page.t.of("channels.mass.waits", m.why(), page.when(m.next()));
        }
        return m.why();
    }

    @Override
    public List<Happened> to(String subjectType, long subjectId) {
        List<Happened> all = new ArrayList<>();
        for (WechatMass m : masses.of(subjectType, subjectId, 0)) {
            all.add(new Happened(m.asked(), "wait", "channels.mass.step.ordered", 0, m.askedBy(), ""));
            String end = end(m);
            Instant at = m.ended();
            if (end != null && at != null) {
                Long reached = m.counted().reached();
                boolean counted = m.state() == State.SENT && reached != null;
                all.add(new Happened(
                        at,
                        m.state() == State.SENT ? "done" : MassDesk.mark(m),
                        counted ? "channels.mass.step.sent-to" : end,
                        counted ? Math.toIntExact(Math.min(reached == null ? 0 : reached, Integer.MAX_VALUE)) : 0,
                        null,
                        m.state() == State.SENT ? "" : m.why()));
            }
            if (m.deleted() != null) {
                all.add(new Happened(m.deleted(), "closed", "channels.mass.step.deleted", 0, null, ""));
            }
        }
        return all;
    }

    @Override
    public void doubt() {
        masses.doubt(desk.words("channels.mass.why.restored"));
    }

    private static @Nullable String end(WechatMass m) {
        return switch (m.state()) {
            case ORDERED, SENDING, TAKEN -> null;
            case SENT -> "channels.mass.step.sent";
            case FAILED, REFUSED -> "channels.mass.step.failed";
            case UNKNOWN -> "channels.mass.step.unknown";
            case DROPPED -> "channels.mass.step.dropped";
        };
    }
}
