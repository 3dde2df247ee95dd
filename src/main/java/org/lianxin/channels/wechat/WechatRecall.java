package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.springframework.stereotype.Component;

/**
 * Takes an article away again, and the message by which it was pushed to all; what only waited to be pushed is not pushed any more. Each of the
 * two goes as soon as it can, whatever comes of the other. A person is asked once, when nothing goes on by itself any more, and about all
 * that is left.
 */
@Component
class WechatRecall {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(2);

    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatMasses masses;
    private final WechatSettings settings;
    private final Looking looking;

    WechatRecall(WechatDesk desk, WechatClient client, WechatMasses masses, WechatSettings settings, Looking looking) {
        this.desk = desk;
        this.client = client;
        this.masses = masses;
        this.settings = settings;
        this.looking = looking;
    }

    /** Where it looks, and when. */
    @Component
    record Looking(WechatShelf shelf, Clock clock) {}

    Attempt withdraw(Parcel parcel, String article) {
        List<WechatMass> pushed = pushed(parcel);
        Attempt first = article(parcel, article, pushed);
        List<Attempt> left = pushed.stream()
                .map(m -> message(parcel, m))
                .filter(undone -> !(undone instanceof Attempt.Confirmed))
                .toList();
        return left.isEmpty() ? first : both(first, left);
    }

    /** What is to be done about what is left: {@code left} at least one message to all, and perhaps the article. */
    private Attempt both(Attempt article, List<Attempt> left) {
        List<Attempt> all = Stream.concat(Stream.of(article), left.stream())
                .filter(a -> !(a instanceof Attempt.Confirmed))
                .toList();
        String why = Stream.concat(
                        why(article).map(w -> desk.words("channels.mass.why.left-article", w)).stream(),
                        left.stream()
                                .flatMap(a -> why(a).stream())
                                .distinct()
                                .map(w -> desk.words("channels.mass.why.left-message", w)))
                .collect(Collectors.joining(" "));
        if (all.stream().anyMatch(a -> a instanceof Attempt.NotSent || a instanceof Attempt.Unknown)) {
            // deleting twice does no harm, so that a lost answer is no reason to ask a person
            return all.stream().anyMatch(Attempt.Waits.class::isInstance)
                    ? new Attempt.Waits(why, looking.clock().instant().plus(AGAIN))
                    : new Attempt.NotSent(why, SOON.toSeconds());
        }
        Optional<Instant> goesOn = all.stream()
                .flatMap(a -> a instanceof Attempt.Waits waits ? Stream.of(waits.until()) : Stream.empty())
                .min(Comparator.naturalOrder());
        if (goesOn.isPresent()) {
            return new Attempt.Waits(why, goesOn.get());
        }
        return all.stream().anyMatch(Attempt.ByHand.class::isInstance)
                ? new Attempt.ByHand(why)
                : new Attempt.Refused(why);
    }

    private static Optional<String> why(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Confirmed done -> Optional.empty();
            case Attempt.Refused refused -> Optional.of(refused.reason());
            case Attempt.NotSent notSent -> Optional.of(notSent.why());
            case Attempt.Waits waits -> Optional.of(waits.why());
            case Attempt.ByHand byHand -> Optional.of(byHand.why());
            case Attempt.Unknown unknown -> Optional.of(unknown.why());
        };
    }

    /** Those that people may read; the others will not go out. */
    private List<WechatMass> pushed(Parcel parcel) {
        List<WechatMass> all = masses.of(parcel.subjectType(), parcel.subjectId(), parcel.account());
        all.forEach(m -> masses.said(
                m.delivery(),
                WechatMass.State.ORDERED,
                WechatMass.State.DROPPED,
                desk.words("channels.mass.why.not-any-more")));
        return masses.of(parcel.subjectType(), parcel.subjectId(), parcel.account()).stream()
                .filter(WechatMass::perhapsOut)
                .toList();
    }

    private Attempt article(Parcel parcel, String article, List<WechatMass> pushed) {
        if (!pushed.isEmpty() && pushed.stream().allMatch(WechatMass::articleGone)) {
            return new Attempt.Confirmed(article, "");
        }
        Optional<String> stays = pushed.stream()
                .map(WechatMass::articleSaid)
                .filter(Objects::nonNull)
                .findFirst();
        if (stays.isPresent()) {
            return new Attempt.ByHand(stays.get());
        }
        return desk.write(parcel.account(), settings.toWithdraw(), connection -> {
            Said said = client.post(connection, WechatCall.DELETE, Map.of("article_id", article, "index", 0));
            return kept(gone(said) ? new Attempt.Confirmed(article, "") : desk.failed(connection, said), pushed);
        });
    }

    /** Remembers what came of the article: to ask again while the message is being sent would use up what the account may delete in a day. */
    private Attempt kept(Attempt answer, List<WechatMass> pushed) {
        if (answer instanceof Attempt.Confirmed) {
            pushed.forEach(m -> masses.articleGone(m.delivery()));
        } else if (!pushed.isEmpty() && (answer instanceof Attempt.ByHand || answer instanceof Attempt.Refused)) {
            String why = why(answer).orElse("");
            pushed.forEach(m -> masses.articleStays(m.delivery(), why));
            return new Attempt.ByHand(why);
        }
        return answer;
    }

    /** Somebody may have taken it away already, which is what was wanted. */
    private static boolean gone(Said said) {
        return said instanceof Said.Yes
                || (said instanceof Said.No no && WechatTrouble.of(no.code()) == WechatTrouble.NOT_THERE);
    }

    private Attempt message(Parcel parcel, WechatMass m) {
        return switch (m.state()) {
            case SENDING, TAKEN ->
                new Attempt.Waits(
                        desk.words("channels.mass.why.recall-waits"),
                        looking.clock().instant().plus(SOON));
            case UNKNOWN, SENT -> {
                if (m.message() == null) {
                    // nobody knows whether it is there, or a person has seen it; its number is not known
                    yield new Attempt.ByHand(desk.words(
                            m.state() == WechatMass.State.SENT
                                    ? "channels.mass.why.recall-by-hand"
                                    : "channels.mass.why.recall-perhaps"));
                }
                Attempt deleted = desk.write(parcel.account(), settings.toDeleteMass(), connection -> {
                    Said said = client.post(
                            connection,
                            WechatCall.MASS_DELETE,
                            Map.of("msg_id", Long.parseLong(String.valueOf(m.message())), "article_idx", 1));
                    return gone(said) ? new Attempt.Confirmed("", "") : desk.failed(connection, said);
                });
                if (deleted instanceof Attempt.Confirmed) {
                    masses.deleted(m.delivery());
                }
                yield deleted;
            }
            case ORDERED, FAILED, REFUSED, DROPPED -> new Attempt.Confirmed("", "");
        };
    }

    /** The article, or a message by which it was pushed. */
    Reading stillThere(Parcel parcel) {
        Reading article = looking.shelf().stillThere(parcel);
        return article instanceof Reading.Absent && !pushed(parcel).isEmpty()
                ? new Reading.Found(String.valueOf(parcel.remoteId()), "")
                : article;
    }
}
