package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.fresh;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The life of an account: one per platform, moved by the office, closed only after its notice. */
@LianxinTest
class AccountsTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Accounts accounts;

    @Autowired
    Trail trail;

    @Autowired
    JdbcClient db;

    private Cast cast;
    private Person office;
    private Unit unit;

    @BeforeEach
    void aUnitOfItsOwn() {
        cast = Cast.in(context);
        office = cast.person("office");
        unit = new Browsing(context, 0).unit(fresh("账号镇"));
    }

    private NewAccount wanted(Platform platform) {
        return NewAccount.of(unit.id(), platform, fresh("handle"), "某账号");
    }

    private Account live() {
        Account account = accounts.open(wanted(Platform.WEIBO), office).orThrow();
        accounts.move(account.id(), AccountState.TRIAL, "", office).orThrow();
        return accounts.move(account.id(), AccountState.LIVE, "试运行两周，够格", office)
                .orThrow();
    }

    private static String refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        Outcome.Refused<?> refused = (Outcome.Refused<?>) outcome;
        return (refused.field() == null ? "" : refused.field() + " ") + refused.key();
    }

    @Test
    void an_account_lives_from_plan_to_closing_and_each_step_says_who_when_and_why() {
        Account account = live();
        accounts.move(account.id(), AccountState.SUSPENDED, "人手不够", office).orThrow();
        accounts.move(account.id(), AccountState.LIVE, "", office).orThrow();
        List<Accounts.Move> life = accounts.life(account.id());
        assertThat(life)
                .extracting(Accounts.Move::to)
                .containsExactly(
                        AccountState.PLANNED,
                        AccountState.TRIAL,
                        AccountState.LIVE,
                        AccountState.SUSPENDED,
                        AccountState.LIVE);
        assertThat(life)
                .extracting(Accounts.Move::from)
                .containsExactly(
                        null, AccountState.PLANNED, AccountState.TRIAL, AccountState.LIVE, AccountState.SUSPENDED);
        assertThat(life).extracting(Accounts.Move::by).containsOnly(office.id());
        assertThat(life).extracting(Accounts.Move::reason).containsExactly("", "", "试运行两周，够格", "人手不够", "");
        assertThat(trail.of("account", account.id()))
                .extracting(Trail.Entry::action)
                .containsExactly("account.planned", "account.moved", "account.moved", "account.moved", "account.moved");
    }

    @Test
    void steps_that_are_not_on_the_way_are_refused_and_change_nothing() {
        Account planned = accounts.open(wanted(Platform.WEIBO), office).orThrow();
        for (AccountState to : List.of(AccountState.PLANNED, AccountState.LIVE, AccountState.SUSPENDED)) {
            assertThat(refusal(accounts.move(planned.id(), to, "为什么", office)))
                    .isEqualTo("registry.account.no-such-move");
        }
        assertThat(refusal(accounts.move(planned.id(), AccountState.CLOSED, " ", office)))
                .isEqualTo("reason registry.account.reason-needed");
        assertThat(accounts.move(planned.id(), AccountState.CLOSED, "不开了", office)
                        .orThrow()
                        .state())
                .isEqualTo(AccountState.CLOSED);
        assertThat(refusal(accounts.move(planned.id(), AccountState.TRIAL, "", office)))
                .isEqualTo("registry.account.no-such-move");
        assertThat(accounts.life(planned.id())).hasSize(2);
    }

    @Test
    void of_two_who_move_an_account_the_second_is_told() {
        Account account = live();
        int seen = account.version();
        accounts.move(account.id(), seen, AccountState.SUSPENDED, "甲停的", office).orThrow();
        assertThat(refusal(
                        accounts.move(account.id(), seen, AccountState.SUSPENDED, "乙停的", cast.person("office.deputy"))))
                .isEqualTo("refused.changed-meanwhile");
        assertThat(accounts.life(account.id()).getLast().reason()).isEqualTo("甲停的");
    }

    @Test
    void an_account_that_citizens_know_closes_only_after_its_notice_is_out() {
        Account account = live();
        assertThat(refusal(accounts.move(account.id(), AccountState.CLOSED, "并了", office)))
                .isEqualTo("to registry.account.notice-first");
        assertThat(refusal(accounts.proposeClosure(account.id(), "", office)))
                .isEqualTo("reason registry.account.reason-needed");
        Account proposed =
                accounts.proposeClosure(account.id(), "并入示范水务", office).orThrow();
        assertThat(proposed.closureReason()).isEqualTo("并入示范水务");
        assertThat(refusal(accounts.move(account.id(), AccountState.CLOSED, "并了", office)))
                .isEqualTo("to registry.account.notice-first");
        assertThat(refusal(accounts.proposeClosure(account.id(), "再提一次", office)))
                .isEqualTo("registry.account.no-such-move");
        accounts.noticePublished(account.id(), 7, proposed.closureProposedAt());
        assertThat(refusal(accounts.dropClosure(account.id(), office))).isEqualTo("registry.account.notice-is-out");
        Account closed = accounts.move(account.id(), AccountState.CLOSED, "并入示范水务", office)
                .orThrow();
        assertThat(closed.state()).isEqualTo(AccountState.CLOSED);
        assertThat(closed.closureNotice()).isEqualTo(7L);
    }

    @Test
    void a_notice_that_is_withdrawn_opens_the_way_back() {
        Account account = live();
        Account proposed =
                accounts.proposeClosure(account.id(), "并入示范水务", office).orThrow();
        accounts.noticePublished(account.id(), 7, proposed.closureProposedAt());
        accounts.noticePublished(account.id(), 7, null);
        assertThat(refusal(accounts.move(account.id(), AccountState.CLOSED, "并了", office)))
                .isEqualTo("to registry.account.notice-first");
        Account kept = accounts.dropClosure(account.id(), office).orThrow();
        assertThat(kept.closureProposedAt()).isNull();
        assertThat(kept.closureNotice()).isNull();
        assertThat(refusal(accounts.dropClosure(account.id(), office))).isEqualTo("registry.account.no-such-move");
        assertThat(accounts.proposeClosure(account.id(), "还是要关", office).isDone())
                .isTrue();
    }

    @Test
    void an_account_kept_after_all_takes_its_unfinished_notice_with_it() {
        Account account = live();
        accounts.proposeClosure(account.id(), "并入示范水务", office).orThrow();
        assertThat(notices(account)).containsExactly("DRAFT");
        accounts.dropClosure(account.id(), office).orThrow();
        assertThat(notices(account)).containsExactly("DROPPED");
        assertThat(trail.of("account", account.id()))
                .extracting(Trail.Entry::action)
                .endsWith("account.closure-proposed", "account.closure-dropped");
    }

    private List<String> notices(Account account) {
        return db.sql("select state from publishing.post where closes = ?")
                .param(account.id())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void a_second_account_on_a_platform_needs_an_excuse() {
        Account first = accounts.open(wanted(Platform.WECHAT), office).orThrow();
        assertThat(refusal(accounts.open(wanted(Platform.WECHAT), office))).isEqualTo("excuse registry.account.second");
        assertThat(accounts.open(wanted(Platform.FORUM), office).isDone()).isTrue();
        Account second = accounts.open(wanted(Platform.WECHAT).withExcuse("只发方言节目"), office)
                .orThrow();
        NewAccount without = new NewAccount(
                unit.id(), Platform.WECHAT, second.handle(), second.name(), "", "", Positioning.NONE, null, "");
        assertThat(refusal(accounts.change(second.id(), second.version(), without, office)))
                .isEqualTo("excuse registry.account.second");
        accounts.move(first.id(), AccountState.CLOSED, "不开了", office).orThrow();
        assertThat(accounts.change(second.id(), second.version(), without, office)
                        .orThrow()
                        .excuse())
                .isEmpty();
    }

    @Test
    void a_handle_is_one_accounts_on_its_platform_and_free_again_once_that_is_closed() {
        Account first = accounts.open(wanted(Platform.WEIBO), office).orThrow();
        Function<Platform, NewAccount> same = platform -> NewAccount.of(
                        cast.unit("water").id(), platform, first.handle().toUpperCase(java.util.Locale.ROOT), "别人")
                .withExcuse("试");
        assertThat(refusal(accounts.open(same.apply(Platform.WEIBO), office)))
                .isEqualTo("handle registry.account.handle-taken");
        Account elsewhere = accounts.open(same.apply(Platform.FORUM), office).orThrow();
        accounts.move(first.id(), AccountState.CLOSED, "不开了", office).orThrow();
        Account again = accounts.open(same.apply(Platform.WEIBO), office).orThrow();
        for (Account made : List.of(elsewhere, again)) {
            accounts.move(made.id(), AccountState.CLOSED, "试完了", office).orThrow();
        }
    }

    @Test
    void what_is_typed_wrongly_is_refused_at_its_field() {
        NewAccount fine = wanted(Platform.WEIBO);
        assertThat(refusal(accounts.open(NewAccount.of(unit.id(), Platform.WEIBO, "有 空格", "名"), office)))
                .isEqualTo("handle registry.account.handle-form");
        assertThat(refusal(accounts.open(NewAccount.of(unit.id(), Platform.WEIBO, "h", " "), office)))
                .isEqualTo("name registry.account.name-form");
        assertThat(refusal(accounts.open(fine.withUrl("javascript:alert(1)"), office)))
                .isEqualTo("url registry.account.url-form");
        assertThat(refusal(accounts.open(fine.with(new Positioning("", "", "语".repeat(501), "", "")), office)))
                .isEqualTo("tone registry.too-long");
        assertThat(refusal(accounts.open(NewAccount.of(1, Platform.WEIBO, "h", "名"), office)))
                .isEqualTo("unit registry.account.no-unit");
    }

    @Test
    void only_the_office_decides_about_accounts() {
        Account account = live();
        for (String login : List.of("traffic.leader", "traffic.editor", "inspector", "admin")) {
            Person by = cast.person(login);
            assertThat(refusal(accounts.open(wanted(Platform.FORUM), by)))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(accounts.change(account.id(), account.version(), wanted(Platform.WEIBO), by)))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(accounts.move(account.id(), AccountState.SUSPENDED, "停", by)))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(accounts.proposeClosure(account.id(), "关", by)))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(accounts.dropClosure(account.id(), by)))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
        }
    }
}
