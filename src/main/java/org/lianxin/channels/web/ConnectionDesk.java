package org.lianxin.channels.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.Departures;
import org.lianxin.channels.Figures;
import org.lianxin.channels.Readings;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Keys;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;

/** Puts together what the pages about connections show, and says who set out to authorise what. */
@Component
class ConnectionDesk {
    private static final Duration ON_THE_WAY = Duration.ofHours(1);
    private static final int LATEST = 8;
    private static final String LABEL = "channels/authorisation";

    private final Known known;
    private final List<Connects> networks;
    private final Keys keys;
    private final Clock clock;
    private final Pages.Site site;

    ConnectionDesk(Known known, List<Connects> networks, Keys keys, Clock clock, Pages.Site site) {
        this.known = known;
        this.networks = networks;
        this.keys = keys;
        this.clock = clock;
        this.site = site;
    }

    /** The registers it reads. */
    @Component
    record Known(
            Accounts accounts,
            Units units,
            Connections connections,
            Apps apps,
            Figures figures,
            Readings readings,
            Departures departures) {}

    Optional<Connects> of(Account account) {
        return networks.stream().filter(n -> n.platform() == account.platform()).findFirst();
    }

    List<ConnectionView.Row> rows(Person person) {
        List<Account> mine = known.accounts().all().stream()
                .filter(a -> a.state() != AccountState.CLOSED && Connections.may(a, person) && of(a).isPresent())
                .toList();
        Map<Long, Connection> connections =
                known.connections().of(mine.stream().map(Account::id).toList());
        Map<Long, String> units =
                known.units().names(mine.stream().map(Account::unit).toList());
        return mine.stream()
                .map(a -> new ConnectionView.Row(a, units.getOrDefault(a.unit(), ""), connections.get(a.id())))
                .toList();
    }

    ConnectionView view(
            Account account, Map<String, String> typed, Map<String, String> errors, String tried, Page page) {
        Connects network = of(account).orElseThrow(org.lianxin.web.Refusals::notFound);
        Connection connection = known.connections().of(account.id()).orElse(null);
        Map<String, String> shown = new HashMap<>();
        network.fields().stream()
                .filter(f -> !f.secret())
                .forEach(f -> shown.put(
                        f.name(), typed.getOrDefault(f.name(), connection == null ? "" : connection.secret(f.name()))));
        if (network instanceof Connects.Departs) {
            shown.put("server", typed.getOrDefault("server", shown.getOrDefault("base", "")));
        }
        boolean authorises = network instanceof Connects.Authorises;
        return new ConnectionView(
                account,
                known.units().names(List.of(account.unit())).getOrDefault(account.unit(), ""),
                connection,
                network.fields(),
                authorises,
                network instanceof Connects.Departs,
                known.departures().place(account.id(), page.me()).orElse(null),
                !authorises || known.apps().of(account.platform()).isPresent(),
                network.pushes() ? site.publicUrl() + "/hooks/" + network.hook() + "/" + account.id() : "",
                shown,
                errors,
                known.figures().followers(account.id()).orElse(null),
                known.figures().latest(account.id(), LATEST),
                known.readings().of(account.id()).orElse(null),
                tried);
    }

    /** Who set out for which account, and when; signed, and good in the same session alone. */
    String state(Account account, Person person) {
        String text = account.id() + "." + person.id() + "." + clock.instant().getEpochSecond();
        return text + "." + keys.sign(LABEL, text + "." + person.session());
    }

    /** The account of a state that was given to this person not long ago. */
    Optional<Account> account(String state, Person person) {
        int end = state.lastIndexOf('.');
        String[] part = end < 0 ? new String[0] : state.substring(0, end).split("\\.");
        if (part.length != 3
                || !keys.verify(LABEL, state.substring(0, end) + "." + person.session(), state.substring(end + 1))
                || !part[1].equals(Long.toString(person.id()))
                || Instant.ofEpochSecond(Long.parseLong(part[2]))
                        .plus(ON_THE_WAY)
                        .isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Ids.parse(part[0]).stream()
                .boxed()
                .findFirst()
                .flatMap(known.accounts()::standing)
                .filter(a -> Connections.may(a, person));
    }
}
