package org.lianxin.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianxin.audit.Audited;
import org.lianxin.intake.Arrival.State;
import org.lianxin.intake.Arrival.Way;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Asking;
import org.lianxin.language.Masking;
import org.lianxin.language.Tongue;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Units;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What comes in from the networks: each once, numbered, masked. What asks for an answer becomes a case at once; of the rest an editor
 * looks at each and says whether it needs one.
 */
@Service
public class Arrivals {
    /** A remark of so many characters is more than a greeting, whatever its words. */
    private static final int LONG_ENOUGH = 20;

    private final ArrivalStore store;
    private final Incoming incoming;
    private final Intake.Telling telling;
    private final Asking asking;
    private final Masking masking;

    Arrivals(ArrivalStore store, Incoming incoming, Intake.Telling telling, Asking asking, Masking masking) {
        this.store = store;
        this.incoming = incoming;
        this.telling = telling;
        this.asking = asking;
        this.masking = masking;
    }

    /** Who answers for an account, and the words of the house. */
    @org.springframework.stereotype.Component
    record Where(Accounts accounts, Units units, Pages pages) {}

    /** Where an arrival is entered, and for whom. */
    @org.springframework.stereotype.Component
    record Incoming(
            Messages messages, FollowKeys keys, Where where, ObjectProvider<Continuing> continuing, Clock clock) {

        /** Whether somebody works on that message and is told. */
        boolean more(long message, String words) {
            return continuing.orderedStream().anyMatch(c -> c.more(message, words));
        }

        /** The unit that answers for the account; the office gives what it receives to others, so for it nobody yet. */
        @org.jspecify.annotations.Nullable
        Long answering(Account account) {
            return where.units()
                            .find(account.unit())
                            .filter(u -> u.type().equals("office"))
                            .isPresent()
                    ? null
                    : account.unit();
        }
    }

    /** Whether it was registered before, so that nothing of it needs to be fetched again. */
    public boolean known(long account, String remoteId) {
        return store.find(account, Tidy.id(remoteId)).isPresent();
    }

    /** Registers it once for its account and remote id, and answers the message's id, the same whenever it comes again. */
    @Transactional
    public long arrive(Arrival given) {
        Arrival arrival = Tidy.of(given);
        Optional<Long> before = store.find(arrival.account(), arrival.remoteId());
        if (before.isPresent()) {
            return before.get();
        }
        Account account = incoming.where().accounts().find(arrival.account()).orElseThrow();
        Message.Kind kind = kind(arrival);
        NewMessage wanted = new NewMessage(
                channel(account.platform()),
                once(arrival.account(), arrival.remoteId()),
                kind,
                arrival.text(),
                "",
                arrival.pictures(),
                incoming.answering(account),
                "",
                "",
                false);
        String once = String.valueOf(wanted.onceBy());
        Message message = incoming.messages()
                .enter(
                        wanted,
                        Tidy.cut(masking.mask(arrival.text())),
                        "",
                        incoming.keys().hash(incoming.keys().of(once)),
                        incoming.keys().once(once),
                        Tongue.of(arrival.text()));
        if (message == null) {
            // the same a moment earlier; it has committed, or the insert would still wait for it
            return store.find(arrival.account(), arrival.remoteId()).orElseThrow();
        }
        State state = asks(arrival.text(), arrival.way(), kind) ? State.CASE : State.NEW;
        boolean further = !question(kind) && joins(arrival, message.id(), account.unit(), message.at());
        if (!further) {
            store.enter(message.id(), account.unit(), arrival, state, message.at());
        }
        if (state == State.CASE && !further) {
            handOn(message);
        } else {
            // from here its retention runs, unless somebody makes it a case
            incoming.messages().close(message.id(), message.at());
        }
        return message.id();
    }

    /** By which it is the same whenever it comes, and from which its key follows. */
    static String once(long account, String remoteId) {
        return "arrival/" + account + "/" + remoteId;
    }

    /** What is no question of its own belongs to the case that its author has in the same thread, while somebody works on that. */
    private boolean joins(Arrival arrival, long message, long unit, Instant now) {
        Optional<Long> first = store.earlier(arrival);
        if (first.isEmpty() || !incoming.more(first.get(), arrival.text())) {
            return false;
        }
        store.enter(message, unit, arrival, State.ADDED, now);
        store.join(message, first.get());
        return true;
    }

    /**
     * Its author changed it there. What was registered stays as it was, and beside it stands what was made of it; whoever works on it is told.
     * False if it never came, was another's, or says the same.
     */
    @Transactional
    public boolean edited(long account, String remoteId, String author, String text) {
        Optional<Long> message = store.find(account, remoteId);
        if (message.isEmpty() || !store.writtenBy(message.get(), author)) {
            return false;
        }
        String words = Tidy.cut(text).strip();
        if (!store.edit(message.get(), masking.mask(words), incoming.clock().instant())) {
            return false;
        }
        Remark remark = store.lock(List.of(message.get())).getFirst();
        switch (remark.state()) {
            case CASE, ADDED ->
                incoming.more(
                        store.first(message.get()),
                        incoming.where()
                                .pages()
                                .texts(Locale.SIMPLIFIED_CHINESE)
                                .of("intake.remarks.made-of-it", words));
            case SEEN -> store.state(List.of(message.get()), State.NEW);
            case NEW -> {}
        }
        return true;
    }

    private void handOn(Message message) {
        telling.receivers.orderedStream().forEach(receiver -> receiver.received(message));
        telling.events.publishEvent(new Audited.Entry(
                "message.registered",
                "message",
                message.id(),
                message.unit(),
                null,
                null,
                Map.of(
                        "number",
                        message.number(),
                        "channel",
                        message.channel(),
                        "kind",
                        message.kind().name(),
                        "consent",
                        false)));
    }

    private Message.Kind kind(Arrival arrival) {
        return Message.Kind.valueOf(asking.kind(arrival.text()).toUpperCase(Locale.ROOT));
    }

    /** Whether it is a case at once; if not, somebody looks at it. */
    static boolean asks(String text, Way way, Message.Kind kind) {
        String said =
                text.replaceAll("@[\\p{L}\\p{N}_-]+(?:@[\\p{L}\\p{N}.-]+)?", "").strip();
        return question(kind)
                || said.codePointCount(0, said.length()) >= LONG_ENOUGH
                || (way == Way.PRIVATE && kind == Message.Kind.OTHER);
    }

    private static boolean question(Message.Kind kind) {
        return kind != Message.Kind.THANKS && kind != Message.Kind.OTHER;
    }

    static String channel(Platform platform) {
        return switch (platform) {
            case WEIBO -> "weibo";
            case WECHAT -> "wechat";
            case FEDIVERSE, MASTODON -> "fediverse";
            case FORUM -> "forum";
            case MAIL -> "mail";
            case SANDBOX -> "sandbox";
            case SITE, WEBSITE -> "site";
        };
    }

    /** Its author took it away there. What was registered stays, marked; false if it never came, or was marked before. */
    @Transactional
    public boolean deleted(long account, String remoteId) {
        return store.delete(account, remoteId, incoming.clock().instant());
    }

    /** Where the question of that case or message was asked; empty if it did not come from a network. */
    public Optional<Arrival.Origin> origin(String number) {
        return store.origin(number);
    }

    /** What an editor has to look at, or has looked at, latest first; one page. */
    public List<Remark> remarks(
            State state, org.lianxin.kernel.@org.jspecify.annotations.Nullable Cursor from, int most, Person by) {
        return store.remarks(state, from, most, by);
    }

    /** All that was said under the same post or in the same conversation, in the order in which it was said; at most {@code most}. */
    public List<Remark> thread(long message, int most, Person by) {
        return store.thread(message, most).stream()
                .filter(r -> by.reads(r.unit()))
                .toList();
    }

    /** Somebody looked at these; those that are cases, or another unit's, stay as they are. Answers how many are seen now that were not. */
    @Transactional
    public Outcome<Integer> seen(List<Long> messages, Person by) {
        List<Remark> found = store.lock(messages).stream()
                .filter(r -> r.state() == State.NEW && mayDecide(r, by))
                .toList();
        store.state(found.stream().map(Remark::message).toList(), State.SEEN);
        if (!found.isEmpty()) {
            telling.events.publishEvent(Audited.Entry.of(
                    "message.remarks-seen",
                    "message",
                    found.getFirst().message(),
                    found.getFirst().unit(),
                    by,
                    Map.of(
                            "numbers",
                            String.join(" ", found.stream().map(Remark::number).toList()))));
        }
        return Outcome.done(found.size());
    }

    /** Makes a case of a remark after all; its deadline runs from now on. Answers the case's number; a second time the same. */
    @Transactional
    public Outcome<String> takeOn(long message, Person by) {
        Optional<Remark> found = store.lock(List.of(message)).stream().findFirst();
        if (found.isEmpty() || !by.reads(found.get().unit())) {
            return Outcome.notFound();
        } else if (!mayDecide(found.get(), by)) {
            return Outcome.notAllowed();
        } else if (found.get().state() == State.CASE) {
            return Outcome.done(found.get().number());
        }
        store.state(List.of(message), State.CASE);
        incoming.messages().close(message, null);
        Message known = incoming.messages().find(message).orElseThrow().message();
        Message.Kind kind = known.kind() == Message.Kind.OTHER || known.kind() == Message.Kind.THANKS
                ? Message.Kind.INQUIRY
                : known.kind();
        handOn(known.from(kind, incoming.clock().instant()));
        telling.events.publishEvent(Audited.Entry.of(
                "message.remark-taken-on",
                "message",
                message,
                found.get().unit(),
                by,
                Map.of("number", known.number())));
        return Outcome.done(known.number());
    }

    private static boolean mayDecide(Remark remark, Person by) {
        return by.is(Role.OFFICE) || by.isAny(remark.unit(), Role.EDITOR, Role.LEADER);
    }
}
