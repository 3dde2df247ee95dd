package org.lianxin.site.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lianxin.channels.Bigrams;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.springframework.stereotype.Component;

/** The whole matrix as people look for it: by what it is about, then by unit. */
@Component
class Directory {
    private final Units units;
    private final Accounts accounts;

    Directory(Units units, Accounts accounts) {
        this.units = units;
        this.accounts = accounts;
    }

    List<Place> all() {
        Map<Long, List<Account>> of = accounts.all().stream().collect(Collectors.groupingBy(Account::unit));
        return units.all().stream()
                .map(u -> place(u, of.getOrDefault(u.id(), List.of())))
                .toList();
    }

    /** The network of rehearsals is no place where citizens find anything. */
    static boolean real(Account account) {
        return account.platform() != Platform.SANDBOX;
    }

    Place of(Unit unit) {
        return place(unit, accounts.ofUnit(unit.id()));
    }

    private static Place place(Unit unit, List<Account> own) {
        return new Place(
                unit,
                own.stream()
                        .filter(Directory::real)
                        .sorted(Comparator.comparing((Account a) -> a.state() == AccountState.CLOSED)
                                .thenComparing(Account::platform))
                        .toList());
    }

    /** In the order in which the office entered them; what is not tied to a matter comes last, by type. */
    static List<Area> areas(List<Place> places) {
        Map<String, List<Place>> groups = new LinkedHashMap<>();
        places.stream()
                .sorted(Comparator.comparing((Place p) -> p.unit().type().equals("office"))
                        .thenComparing(p -> p.unit().area().isEmpty())
                        .thenComparingLong(p -> p.unit().id()))
                .forEach(p -> groups.computeIfAbsent(
                                p.unit().area().isEmpty()
                                        ? "\u0000" + p.unit().type()
                                        : p.unit().area(),
                                k -> new ArrayList<>())
                        .add(p));
        return groups.entrySet().stream()
                .map(e -> e.getKey().startsWith("\u0000")
                        ? new Area("", e.getKey().substring(1), e.getValue())
                        : new Area(e.getKey(), "", e.getValue()))
                .toList();
    }

    /** Units that have all these words somewhere; those with a word in their name first. */
    static List<Place> search(List<Place> places, String words) {
        List<String> wanted = Bigrams.words(words);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return places.stream()
                .filter(p -> wanted.stream().allMatch(w -> text(p).contains(w)))
                .sorted(Comparator.comparing(p -> wanted.stream()
                        .noneMatch(w -> (p.unit().name() + p.unit().shortName())
                                .toLowerCase(Locale.ROOT)
                                .contains(w))))
                .toList();
    }

    private static String text(Place place) {
        Unit u = place.unit();
        String own =
                place.accounts().stream().map(a -> a.name() + " " + a.handle()).collect(Collectors.joining(" "));
        return String.join(" ", u.name(), u.shortName(), u.duties(), u.area(), u.code(), own)
                .toLowerCase(Locale.ROOT);
    }
}
