package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.channels.wechat.WechatDrafts.Made;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.delivery.Copies;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes a message to all one step further. It is written down that WeChat is asked before it is asked; whatever is not a clear answer is asked
 * again under the same name, which WeChat takes only once, and after {@code lianxin.wechat.mass-key} not at all.
 */
@Component
class WechatMassing {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** WeChat wants a minute between two tries under the same name. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(65);

    private static final Duration REST = Duration.ofMinutes(5);
    private static final Duration RARELY = Duration.ofHours(6);
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final LocalTime EVENING = LocalTime.of(21, 0);

    private final WechatMasses masses;
    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatSettings settings;
    private final Rooms rooms;

    WechatMassing(WechatMasses masses, WechatDesk desk, WechatClient client, WechatSettings settings, Rooms rooms) {
        this.masses = masses;
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it needs. */
    @Component
    record Rooms(
            WechatMassEnds ends,
            Copies copies,
            WechatDrafts drafts,
            Connections connections,
            Allowances allowances,
            Accounts accounts,
            Clock clock) {}

    /** It must be claimed by the caller. */
    void step(WechatMass m) {
        switch (m.state()) {
            case ORDERED -> begin(m);
            case SENDING -> again(m);
            case TAKEN -> look(m);
            case SENT, FAILED, REFUSED, UNKNOWN, DROPPED -> {}
        }
    }

    private void begin(WechatMass m) {
        Optional<Parcel> parcel = rooms.copies().of(m.delivery());
        String not = not(m);
        if (parcel.isEmpty() || not != null) {
            masses.over(m, State.DROPPED, desk.words(not == null ? "channels.mass.why.not-any-more" : not));
            return;
        }
        Optional<String> held = rooms.copies().held(m.account(), Platform.WECHAT);
        Optional<Connection> found =
                rooms.connections().of(m.account()).filter(c -> c.state() != Connection.State.ENDED);
        if (held.isPresent()) {
            masses.later(m, held.get(), in(REST));
        } else if (rooms.accounts()
                .find(m.account())
                .map(Account::state)
                .filter(s -> s == AccountState.SUSPENDED)
                .isPresent()) {
            masses.later(m, desk.words("channels.mass.why.suspended"), in(REST));
        } else if (found.isEmpty()) {
            masses.over(m, State.REFUSED, desk.words("channels.wechat.not-connected"));
        } else if (found.get().state() == Connection.State.EXPIRED) {
            masses.later(m, desk.words("channels.wechat.expired"), in(REST));
        } else {
            ask(m, parcel.get(), found.get());
        }
    }

    /** Key of the sentence why it is not wanted any more; null if it is. */
    private @Nullable String not(WechatMass m) {
        return switch (rooms.copies().judged(m.delivery())) {
            case WRONG -> "channels.mass.why.found-wrong";
            case NOT_LOOKED_BACK -> "channels.mass.why.not-looked-back";
            case GOOD -> masses.right(m.delivery()) ? null : "channels.mass.why.not-any-more";
        };
    }

    private void ask(WechatMass m, Parcel parcel, Connection connection) {
        Optional<Instant> usedUp = rooms.allowances().free(m.account(), settings.toMass(connection));
        if (usedUp.isPresent()) {
            masses.later(m, desk.words("channels.mass.why.used-up"), decent(usedUp.get()));
            return;
        }
        String draft = m.draft();
        if (draft == null) {
            switch (rooms.drafts().make(connection, Sheet.read(parcel.bytes()))) {
                case Made.Draft(String id) -> {
                    masses.drafted(m, id);
                    draft = id;
                }
                case Made.NoPicture none -> masses.later(m, desk.words("channels.wechat.no-picture"), in(NEXT_TRY));
                case Made.Not(Said.No no) -> refused(m, connection, no);
                case Made.Not(Said none) -> masses.later(m, desk.words("channels.wechat.not-reached"), in(NEXT_TRY));
            }
        }
        if (draft == null) {
            return;
        } else if (masses.sending(m)) {
            first(m, connection, post(m, draft, connection));
        } else {
            // taken away, corrected, or another of the account is on its way
            masses.later(m, "", in(SOON));
        }
    }

    private Said post(WechatMass m, String draft, Connection connection) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("filter", Map.of("is_to_all", true));
        body.put("mpnews", Map.of("media_id", draft));
        body.put("msgtype", "mpnews");
        body.put("send_ignore_reprint", 0);
        body.put("clientmsgid", m.client());
        return client.post(connection, WechatCall.MASS, body);
    }

    private void first(WechatMass m, Connection connection, Said said) {
        if (taken(m, connection, said)) {
            return;
        }
        switch (said) {
            case Said.NotReached none -> masses.back(m, true, desk.words("channels.wechat.not-reached"), in(NEXT_TRY));
            case Said.No no
            when WechatMassAnswer.of(no.code()) != WechatMassAnswer.UNCLEAR -> refused(m, connection, no);
            case Said.No no -> onItsWay(m, desk.said(no));
            case Said.Lost lost -> onItsWay(m, desk.words("channels.wechat.lost", lost.why()));
            case Said.Yes unreadable -> onItsWay(m, desk.words("channels.wechat.half-answer"));
        }
    }

    /** WeChat has certainly not taken it. */
    private void refused(WechatMass m, Connection connection, Said.No no) {
        desk.refused(connection, no);
        switch (WechatMassAnswer.of(no.code())) {
            case QUOTA -> masses.back(m, true, desk.said(no), tomorrow());
            case BUSY -> masses.back(m, true, desk.said(no), in(settings.pause()));
            case RECONNECT -> masses.back(m, true, desk.words("channels.wechat.expired"), in(REST));
            case NO_DRAFT -> masses.back(m, false, desk.words("channels.wechat.draft-gone"), in(SOON));
            case TWICE, TOO_SOON, UNCLEAR -> masses.back(m, true, desk.said(no), in(NEXT_TRY));
            case NO -> masses.over(m, State.REFUSED, desk.said(no));
        }
    }

    /** It carries on by itself, under the same name. */
    private void onItsWay(WechatMass m, String why) {
        masses.waits(m, why, in(NEXT_TRY));
    }

    private boolean taken(WechatMass m, Connection connection, Said said) {
        JsonNode body = switch (said) {
            case Said.Yes(JsonNode yes) -> yes;
            case Said.No no when WechatMassAnswer.of(no.code()) == WechatMassAnswer.TWICE -> no.body();
            case Said.No no -> null;
            case Said.Lost lost -> null;
            case Said.NotReached none -> null;
        };
        String message = body == null ? "" : body.path("msg_id").asString("");
        if (body == null || !message.matches("[0-9]{1,19}")) {
            return false;
        }
        if (rooms.ends().taken(m, message, body.path("msg_data_id").asString(""), in(settings.lookAfter()))) {
            // WeChat counts what it has taken, and so do we
            rooms.allowances().take(m.account(), java.util.List.of(settings.toMass(connection)));
        }
        return true;
    }

    /** The answer was lost, or the program ended: nobody knows. Nothing but WeChat's own word makes it known. */
    private void again(WechatMass m) {
        Instant sent = m.sent() == null ? m.asked() : m.sent();
        Optional<Connection> connection = rooms.connections().open(m.account());
        if (!rooms.clock().instant().isBefore(sent.plus(settings.massKey())) || m.draft() == null) {
            masses.over(m, State.UNKNOWN, desk.words("channels.mass.why.too-late"));
        } else if (not(m) != null) {
            masses.over(m, State.UNKNOWN, desk.words("channels.mass.why.taken-away-meanwhile"));
        } else if (connection.isEmpty()) {
            masses.later(m, desk.words("channels.wechat.expired"), in(REST));
        } else {
            Said said = post(m, m.draft(), connection.get());
            if (!taken(m, connection.get(), said)) {
                stillNotKnown(m, connection.get(), said);
            }
        }
    }

    private void stillNotKnown(WechatMass m, Connection connection, Said said) {
        switch (said) {
            case Said.No no
            when WechatMassAnswer.of(no.code()) == WechatMassAnswer.NO_DRAFT ->
                // a draft disappears when it is sent, or when somebody throws it away
                masses.over(m, State.UNKNOWN, desk.words("channels.mass.why.draft-gone"));
            case Said.No no -> {
                desk.refused(connection, no);
                boolean soon = WechatMassAnswer.of(no.code()) == WechatMassAnswer.TOO_SOON;
                masses.later(m, desk.said(no), in(soon ? NEXT_TRY : settings.pause()));
            }
            case Said.Lost lost -> masses.later(m, desk.words("channels.wechat.lost", lost.why()), in(NEXT_TRY));
            case Said.NotReached none -> masses.later(m, desk.words("channels.mass.why.no-answer"), in(NEXT_TRY));
            case Said.Yes unreadable -> masses.later(m, desk.words("channels.wechat.half-answer"), in(NEXT_TRY));
        }
    }

    /** WeChat reports an end by itself; we ask now and then, more and more rarely, and after {@code lianxin.wechat.mass-end} no more. */
    private void look(WechatMass m) {
        Optional<Connection> connection = desk.toRead(m.account(), settings.toLookAtMass());
        Instant now = rooms.clock().instant();
        Instant sent = m.sent() == null ? m.asked() : m.sent();
        Instant last = sent.plus(settings.massEnd());
        Duration since = Duration.between(sent, now);
        Duration wait = since.compareTo(settings.lookAfter()) < 0 ? settings.lookAfter() : since;
        Instant next = now.plus(wait.compareTo(RARELY) < 0 ? wait : RARELY);
        String status = connection
                .map(c -> client.post(
                        c, WechatCall.MASS_STATUS, Map.of("msg_id", Long.parseLong(String.valueOf(m.message())))))
                .map(said -> said instanceof Said.Yes(JsonNode body)
                        ? body.path("msg_status").asString("")
                        : "")
                .orElse("");
        switch (status) {
            case "SEND_SUCCESS" -> rooms.ends().endedAsAsked(m, State.SENT, "");
            case "SEND_FAIL" -> rooms.ends().endedAsAsked(m, State.FAILED, desk.words("channels.mass.end.fail"));
            case "DELETE" -> {
                rooms.ends().endedAsAsked(m, State.SENT, desk.words("channels.mass.end.deleted"));
                masses.deleted(m.delivery());
            }
            default -> {
                if (now.isBefore(last)) {
                    masses.later(m, desk.words("channels.mass.why.taken"), next.isBefore(last) ? next : last);
                } else {
                    rooms.ends().neverTold(m, desk.words("channels.mass.why.never-told"));
                }
            }
        }
    }

    private Instant in(Duration time) {
        return rooms.clock().instant().plus(time);
    }

    private Instant tomorrow() {
        ZonedDateTime now = rooms.clock().instant().atZone(rooms.clock().getZone());
        return now.plusDays(1).with(MORNING).toInstant();
    }

    /** What has waited does not ring at night. */
    Instant decent(Instant at) {
        return decent(at.atZone(rooms.clock().getZone())).toInstant();
    }

    static ZonedDateTime decent(ZonedDateTime at) {
        if (at.toLocalTime().isBefore(MORNING)) {
            return at.with(MORNING);
        }
        return at.toLocalTime().isBefore(EVENING) ? at : at.plusDays(1).with(MORNING);
    }
}
