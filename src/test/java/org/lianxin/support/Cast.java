package org.lianxin.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Tokens;
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
import org.springframework.context.ApplicationContext;

/**
 * The people that tests play with: an office and two units, each role once, by the logins of the demo city ({@code traffic.editor},
 * {@code water.leader}, {@code office}, {@code inspector}, {@code admin} …) and a {@code newcomer} who has none yet. Made once per database, through the services.
 */
public final class Cast {
    public static final String PASSWORD = "Demo-2026";
    private static final Map<ApplicationContext, Cast> CASTS = new HashMap<>();

    private final People people;
    private final Tokens tokens;
    private final Units units;
    private final Accounts accounts;
    private final Team team;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, String> bearers = new HashMap<>();

    private Cast(ApplicationContext context) {
        this.people = context.getBean(People.class);
        this.tokens = context.getBean(Tokens.class);
        this.units = context.getBean(Units.class);
        this.accounts = context.getBean(Accounts.class);
        this.team = context.getBean(Team.class);
    }

    public static synchronized Cast in(ApplicationContext context) {
        return CASTS.computeIfAbsent(context, c -> {
            Cast cast = new Cast(c);
            cast.enter();
            return cast;
        });
    }

    private void enter() {
        long office = unit("office", "市政府新闻办（“示范发布”管理办公室）", "office", "示范发布");
        long traffic = unit("traffic", "市公安局交警支队", "department", "示范交警");
        long water = unit("water", "市水务局", "department", "示范水务");
        person("admin", "陈建国", NewPerson.of("admin", "陈建国").asAdmin());
        person("newcomer", "孟新来");
        person("inspector", "刘雪梅").at(office, Role.INSPECTOR, Duty.NONE);
        person("office", "洪长青").at(office, Role.OFFICE, Duty.NONE);
        person("office.deputy", "叶红霞").at(office, Role.OFFICE, Duty.NONE);
        person("office.leader", "潘世杰").at(office, Role.LEADER, Duty.IN_CHARGE);
        for (var unit : List.of(Map.entry("traffic", traffic), Map.entry("water", water))) {
            String code = unit.getKey();
            person(code + ".leader", "王志远").at(unit.getValue(), Role.LEADER, Duty.IN_CHARGE);
            person(code + ".vice", "吴晓燕").at(unit.getValue(), Role.LEADER, Duty.DEPUTY);
            person(code + ".editor", "林文斌").at(unit.getValue(), Role.EDITOR, Duty.PART_TIME);
            person(code + ".partner", "谢佳宁").at(unit.getValue(), Role.PARTNER, Duty.NONE);
            person(code + ".spokesperson", "许静怡").at(unit.getValue(), Role.SPOKESPERSON, Duty.NONE);
        }
        person("traffic.on-scene", "郭国强").at(traffic, Role.ON_SCENE_LEADER, Duty.NONE);
    }

    private long unit(String code, String name, String type, String account) {
        Unit made = units.create(NewUnit.of(code, name, type, ""), null).orThrow();
        Account site = accounts.open(NewAccount.of(made.id(), Platform.SITE, code, account), null)
                .orThrow();
        accounts.move(site.id(), AccountState.TRIAL, "", null).orThrow();
        accounts.move(site.id(), AccountState.LIVE, "", null).orThrow();
        return made.id();
    }

    private Entered person(String login, String name) {
        return person(login, name, NewPerson.of(login, name));
    }

    private Entered person(String login, String name, NewPerson wanted) {
        long id = people.create(wanted.withPassword(PASSWORD).withEmail(login + "@shifan.example"), null)
                .orThrow()
                .id();
        ids.put(login, id);
        return (unit, role, duty) -> team.appoint(id, unit, role, duty, null).orThrow();
    }

    private interface Entered {
        void at(long unit, Role role, Duty duty);
    }

    public long id(String login) {
        return ids.get(login);
    }

    /** The person with their grants of this moment, as a service takes them. */
    public Person person(String login) {
        return people.asPerson(ids.get(login)).orElseThrow();
    }

    /** A bearer token of that person, one per login. */
    public synchronized String bearer(String login) {
        return bearers.computeIfAbsent(login, l -> tokens.issue("tests", ids.get(l)));
    }

    /** One more account of the unit, on trial. */
    public Account onTrial(String unit, Platform platform, String handle, String name) {
        Account made = accounts.open(
                        NewAccount.of(unit(unit).id(), platform, handle, name).withExcuse("测试用的又一个账号"), null)
                .orThrow();
        return accounts.move(made.id(), AccountState.TRIAL, "", null).orThrow();
    }

    /** One more account of the unit, at work. */
    public Account live(String unit, Platform platform, String handle, String name) {
        long made = onTrial(unit, platform, handle, name).id();
        return accounts.move(made, AccountState.LIVE, "", null).orThrow();
    }

    public List<String> logins() {
        return ids.keySet().stream().sorted().toList();
    }

    public Unit unit(String code) {
        return units.byCode(code).orElseThrow();
    }

    /** The unit's account on the micro-site. */
    public Account site(String code) {
        return accounts.ofUnit(unit(code).id()).stream()
                .filter(a -> a.platform() == Platform.SITE)
                .findFirst()
                .orElseThrow();
    }
}
