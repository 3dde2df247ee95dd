package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Duty;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** The city's units with their accounts, and the people in every role. */
@Component
class Matrix {
    private final Units units;
    private final Accounts accounts;
    private final People people;
    private final Team team;
    private final Map<String, Unit> byCode = new HashMap<>();
    private final Map<String, Account> sites = new HashMap<>();
    private final Map<String, Account> sandboxes = new HashMap<>();
    private final Map<Platform, Map<String, Account>> elsewhere = new EnumMap<>(Platform.class);
    private final Map<Long, String> codes = new HashMap<>();

    Matrix(Units units, Accounts accounts, People people, Team team) {
        this.units = units;
        this.accounts = accounts;
        this.people = people;
        this.team = team;
    }

    void enter() {
        Map<String, NamedCsvRecord> more = new HashMap<>();
        Table.csv("accounts.csv").forEach(row -> more.put(row.getField("code"), row));
        for (NamedCsvRecord row : Table.csv("units.csv")) {
            String code = row.getField("code");
            NamedCsvRecord extra = Objects.requireNonNull(more.get(code), code);
            Unit unit = units.create(
                            new NewUnit(
                                    code,
                                    row.getField("name"),
                                    extra.getField("short_name"),
                                    row.getField("type"),
                                    parent(code, row.getField("type")),
                                    row.getField("duties"),
                                    extra.getField("area"),
                                    "",
                                    row.getField("name"),
                                    "",
                                    ""),
                            null)
                    .orThrow();
            byCode.put(code, unit);
            codes.put(unit.id(), code);
            sites.put(code, live(NewAccount.of(unit.id(), Platform.SITE, code, extra.getField("account"))));
            for (String platform : extra.getField("also").split(" ")) {
                also(unit, platform, extra.getField("account"));
            }
        }
    }

    /** Districts and departments stand under the office's unit only in the tree of the register, not in rights. */
    private @org.jspecify.annotations.Nullable Long parent(String code, String type) {
        Unit office = byCode.get("office");
        return office == null || code.equals("office") || type.equals("court") ? null : office.id();
    }

    private void also(Unit unit, String platform, String name) {
        switch (platform) {
            case "SANDBOX" ->
                sandboxes.put(unit.code(), live(NewAccount.of(unit.id(), Platform.SANDBOX, unit.code(), name)));
            case "FEDIVERSE" -> live(NewAccount.of(unit.id(), Platform.FEDIVERSE, unit.code(), name));
            case "WEIBO" -> elsewhere(unit, Platform.WEIBO, name, name);
            case "WECHAT-LIVE" -> elsewhere(unit, Platform.WECHAT, name, name);
            case "FORUM" -> elsewhere(unit, Platform.FORUM, unit.code(), name);
            case "MASTODON" -> elsewhere(unit, Platform.MASTODON, unit.code(), name);
            case "WEBSITE" -> elsewhere(unit, Platform.WEBSITE, unit.code(), name);
            // not opened yet: in the register, with its planned date
            case "WECHAT" ->
                accounts.open(NewAccount.of(unit.id(), Platform.WECHAT, name, name), null)
                        .orThrow();
            default -> {}
        }
    }

    private void elsewhere(Unit unit, Platform platform, String handle, String name) {
        elsewhere
                .computeIfAbsent(platform, p -> new LinkedHashMap<>())
                .put(unit.code(), live(NewAccount.of(unit.id(), platform, handle, name)));
    }

    private Account live(NewAccount wanted) {
        Account account = accounts.open(wanted, null).orThrow();
        accounts.move(account.id(), AccountState.TRIAL, "", null).orThrow();
        return accounts.move(account.id(), AccountState.LIVE, "", null).orThrow();
    }

    void appoint() {
        for (NamedCsvRecord row : Table.csv("people.csv")) {
            String login = row.getField("login");
            NewPerson wanted = NewPerson.of(login, row.getField("name"))
                    .withPassword(City.PASSWORD)
                    .withEmail(login + "@shifan.example");
            boolean admin = row.getField("role").equals("ADMIN");
            long id = people.create(admin ? wanted.asAdmin() : wanted, null)
                    .orThrow()
                    .id();
            if (!admin) {
                Duty duty = row.getField("duty").isEmpty()
                        ? Duty.NONE
                        : Duty.valueOf(row.getField("duty").toUpperCase(Locale.ROOT));
                team.appoint(id, unit(row.getField("unit")).id(), Role.valueOf(row.getField("role")), duty, null)
                        .orThrow();
            }
        }
    }

    Unit unit(String code) {
        return Objects.requireNonNull(byCode.get(code), code);
    }

    Account site(String code) {
        return Objects.requireNonNull(sites.get(code), code);
    }

    Optional<Account> sandbox(String code) {
        return Optional.ofNullable(sandboxes.get(code));
    }

    /** Those of an outside network, by the code of their unit. */
    Map<String, Account> on(Platform platform) {
        return elsewhere.getOrDefault(platform, Map.of());
    }

    Account on(Platform platform, String code) {
        return Objects.requireNonNull(on(platform).get(code), () -> code + " has no account on " + platform);
    }

    Account account(long id) {
        return accounts.standing(id).orElseThrow();
    }

    Optional<Account> fediverse(String code) {
        return accounts.ofUnit(unit(code).id()).stream()
                .filter(a -> a.platform() == Platform.FEDIVERSE)
                .findFirst();
    }

    String code(long unit) {
        return Objects.requireNonNull(codes.get(unit), () -> Long.toString(unit));
    }

    Person person(String login) {
        return people.asPerson(people.byLogin(login).orElseThrow().id()).orElseThrow();
    }
}
