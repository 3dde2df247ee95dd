package org.lianxin.cases;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Check;
import org.lianxin.language.Language;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.review.Kept;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Makes of an answer the bytes that would go out, and says what stands in the way of it. */
@Component
class ReplyFitting {
    private final Houses houses;
    private final Networks networks;
    private final Language language;
    private final Media media;
    private final Pages pages;

    ReplyFitting(Houses houses, Networks networks, Language language, Media media, Pages pages) {
        this.houses = houses;
        this.networks = networks;
        this.language = language;
        this.media = media;
        this.pages = pages;
    }

    /** What goes to the review: one rendering for one account, and the files that go with it. */
    record Ready(long account, Kept kept, List<String> media) {}

    /** Units, their accounts, and where questions were put to them. */
    @Component
    record Houses(Units units, Accounts accounts, Arrivals arrivals) {

        /** The account to which the question was put on its network; of any other the unit's on the micro-site. */
        Optional<Account> account(Case letter, long unit) {
            Optional<Arrival.Origin> origin = arrivals.origin(letter.number());
            return origin.isEmpty()
                    ? here(unit)
                    : accounts.find(origin.get().account())
                            .filter(a -> a.state().publishes());
        }

        /** The unit's account, or the office's if it has none that is open. */
        private Optional<Account> here(long unit) {
            return open(unit)
                    .or(() -> units.all().stream()
                            .filter(u -> u.type().equals("office"))
                            .findFirst()
                            .flatMap(u -> open(u.id())));
        }

        private Optional<Account> open(long unit) {
            return accounts.ofUnit(unit).stream()
                    .filter(a -> a.platform() == Platform.SITE
                            && (a.state() == AccountState.LIVE || a.state() == AccountState.TRIAL))
                    .findFirst();
        }
    }

    /** Why an approval is taken back, in the words in which it is kept. */
    String changed() {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of("cases.reply.changed");
    }

    /** Where an answer to this letter goes, in the words in which it is kept; empty if there is no account for it. */
    Optional<String> goesTo(Case letter) {
        return Optional.ofNullable(letter.unit())
                .flatMap(unit -> houses.account(letter, unit))
                .map(account -> label(letter, account));
    }

    private String label(Case letter, Account account) {
        String key = account.platform() != Platform.SITE
                ? "cases.reply.goes-back"
                : letter.consent() ? "cases.reply.goes-public" : "cases.reply.goes-private";
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, account.name());
    }

    /** Findings of the language check over an answer. */
    List<Check.Finding> findings(String text) {
        return language.check(new Check.Draft(Replies.TYPE, "", text, "", Set.of()));
    }

    Outcome<Ready> fit(Case letter, Reply reply) {
        if (reply.text().isBlank()) {
            return Outcome.invalid("text", "cases.reply.empty");
        }
        Optional<Check.Finding> stop = findings(reply.text()).stream()
                .filter(f -> f.weight() == Check.Weight.STOP)
                .findFirst();
        if (stop.isPresent()) {
            return new Outcome.Refused<>(
                    Outcome.Kind.INVALID, stop.get().key(), stop.get().arguments(), "text");
        } else if (reply.pictures().stream().anyMatch(p -> p.alternative().isBlank())) {
            return Outcome.invalid("pictures", "cases.reply.alternative-needed");
        }
        Optional<Account> account = houses.account(letter, reply.unit());
        Optional<Connector> connector = account.map(Account::platform).flatMap(networks::of);
        if (account.isEmpty() || connector.isEmpty()) {
            return Outcome.invalid("text", "cases.reply.no-account");
        }
        List<String> hashes = reply.pictures().stream().map(Reply.Picture::hash).toList();
        Map<String, Stored> stored = hashes.isEmpty() ? Map.of() : media.find(hashes);
        if (!stored.keySet().containsAll(hashes)) {
            return Outcome.invalid("pictures", "cases.reply.no-such-picture");
        }
        Unit unit = houses.units().find(reply.unit()).orElseThrow();
        Connector.Fitted fitted = connector
                .get()
                .fit(new Manuscript(
                        Replies.TYPE,
                        letter.consent() ? letter.masked() : "",
                        reply.text(),
                        letter.kindWord(),
                        "",
                        unit.id(),
                        unit.name(),
                        account.get().id(),
                        account.get().name(),
                        letter.number(),
                        reply.pictures().stream().map(p -> picture(p, stored)).toList()));
        String problem = fitted.problem();
        if (problem != null) {
            return Outcome.invalid("text", problem);
        }
        return Outcome.done(new Ready(
                account.get().id(),
                new Kept(
                        Long.toString(account.get().id()),
                        label(letter, account.get()),
                        fitted.mediaType(),
                        fitted.bytes()),
                hashes));
    }

    private static Manuscript.Picture picture(Reply.Picture picture, Map<String, Stored> stored) {
        Stored file = stored.get(picture.hash());
        if (file == null) {
            throw new IllegalStateException("picture " + picture.hash() + " is gone");
        }
        return new Manuscript.Picture(
                picture.hash(), file.mediaType(), picture.alternative().strip(), "", file.width(), file.height());
    }
}
