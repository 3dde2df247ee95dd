package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.fresh;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What of the register waits for the office, and for nobody else. */
@LianxinTest
class RegisterWaitsTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    RegisterWaits waits;

    @Autowired
    Accounts accounts;

    @Autowired
    Team team;

    @Autowired
    LianxinClock clock;

    private Cast cast;
    private Browsing browsing;
    private Person office;
    private Unit unit;
    private Instant now;

    @BeforeEach
    void aUnitOfItsOwn() {
        cast = Cast.in(context);
        browsing = new Browsing(context, 0);
        office = cast.person("office");
        unit = browsing.unit(fresh("待办镇"));
        now = clock.instant();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Account planned(LocalDate by) {
        NewAccount wanted = NewAccount.of(unit.id(), Platform.FORUM, fresh("waits"), fresh("待办号"));
        return accounts.open(
                        new NewAccount(
                                wanted.unit(),
                                wanted.platform(),
                                wanted.handle(),
                                wanted.name(),
                                "",
                                "",
                                Positioning.NONE,
                                by,
                                ""),
                        office)
                .orThrow();
    }

    private Account trial() {
        return accounts.move(planned(null).id(), AccountState.TRIAL, "", office).orThrow();
    }

    private List<String> waiting(String start) {
        return waits.waitingFor(office).stream()
                .filter(i -> i.id().startsWith(start))
                .map(i -> i.id().substring(start.length()).split("/")[0])
                .toList();
    }

    private List<String> ofUnit() {
        return waiting("unit/" + unit.id() + "/");
    }

    private List<String> of(Account account) {
        return waiting("account/" + account.id() + "/");
    }

    @Test
    void a_unit_that_publishes_and_has_no_leader_waits_until_it_has_one() {
        planned(null);
        assertThat(ofUnit()).isEmpty();
        Account second = accounts.open(NewAccount.of(unit.id(), Platform.WEIBO, fresh("waits"), "在用的号"), office)
                .orThrow();
        accounts.move(second.id(), AccountState.TRIAL, "", office).orThrow();
        assertThat(ofUnit()).containsExactly("leader");
        long leader = browsing.person("新来的领导");
        team.appoint(leader, unit.id(), Role.LEADER, Duty.IN_CHARGE, office).orThrow();
        assertThat(ofUnit()).isEmpty();
        team.dismiss(leader, unit.id(), Role.LEADER, office).orThrow();
        assertThat(ofUnit()).containsExactly("leader");
    }

    @Test
    void an_account_waits_from_the_day_after_it_should_have_been_live() {
        LocalDate today = now.atZone(clock.getZone()).toLocalDate();
        Account account = planned(today);
        assertThat(of(account)).isEmpty();
        clock.set(now.plus(Duration.ofDays(1)));
        assertThat(of(account)).containsExactly("late");
        Waiting.Item item = waits.waitingFor(office).stream()
                .filter(i -> i.id().startsWith("account/" + account.id()))
                .findFirst()
                .orElseThrow();
        assertThat(item.due())
                .isEqualTo(today.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
        assertThat(item.detail()).contains(unit.shortName(), "论坛");
        accounts.move(account.id(), AccountState.TRIAL, "", office).orThrow();
        assertThat(of(account)).containsExactly("late");
        accounts.move(account.id(), AccountState.LIVE, "", office).orThrow();
        assertThat(of(account)).isEmpty();
    }

    @Test
    void an_account_waits_after_two_months_on_trial() {
        Account account = trial();
        clock.set(now.plus(RegisterWaits.TRIAL).minus(Duration.ofHours(1)));
        assertThat(of(account)).isEmpty();
        clock.set(now.plus(RegisterWaits.TRIAL).plus(Duration.ofHours(1)));
        assertThat(of(account)).containsExactly("trial");
    }

    @Test
    void a_closing_waits_when_its_notice_does_not_come_and_when_it_has_come() {
        Account account = trial();
        accounts.proposeClosure(account.id(), "并入", office).orThrow();
        assertThat(of(account)).isEmpty();
        clock.set(now.plus(RegisterWaits.NOTICE).plus(Duration.ofHours(1)));
        assertThat(of(account)).containsExactly("notice");
        accounts.noticePublished(account.id(), 7, clock.instant());
        assertThat(of(account)).containsExactly("close");
        accounts.move(account.id(), AccountState.CLOSED, "并入", office).orThrow();
        assertThat(of(account)).isEmpty();
    }

    @Test
    void nothing_of_the_register_waits_for_anybody_else() {
        trial();
        assertThat(ofUnit()).containsExactly("leader");
        for (String login : List.of("inspector", "admin", "traffic.leader", "traffic.editor", "office.leader")) {
            assertThat(waits.waitingFor(cast.person(login))).as(login).isEmpty();
        }
    }
}
