package org.lianxin.registry.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lianxin.identity.People;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Puts the page of one account together. */
@Component
class AccountPages {
    private final Accounts accounts;
    private final Units units;
    private final UnitList list;
    private final People people;
    private final Clock clock;

    AccountPages(Accounts accounts, Units units, UnitList list, People people, Clock clock) {
        this.accounts = accounts;
        this.units = units;
        this.list = list;
        this.people = people;
        this.clock = clock;
    }

    /** The account, if the person may read its unit. */
    Optional<Account> find(long id, Person by) {
        return accounts.standing(id)
                .filter(account -> list.find(account.unit(), by).isPresent());
    }

    AccountPage of(Account account, String reason, Map<String, String> errors, Page page) {
        List<Accounts.Move> moves = accounts.life(account.id());
        Person reader = page.me();
        Map<Long, String> names = people.names(
                moves.stream().map(Accounts.Move::by).filter(Objects::nonNull).toList());
        return new AccountPage(
                account,
                units.find(account.unit()).orElseThrow(),
                Life.of(account, moves, clock, page),
                moves.reversed(),
                names,
                reader.is(Role.OFFICE),
                reader.reads(account.unit()),
                reason,
                errors);
    }
}
