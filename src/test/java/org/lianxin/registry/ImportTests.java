package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.cases.Routes;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Verdict.Kind;
import org.lianxin.review.Chains;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Texts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Tables come in: tried, taken in, taken back. */
@LianxinTest
class ImportTests {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    ApplicationContext context;

    @Autowired
    Importing importing;

    @Autowired
    Exporting exporting;

    @Autowired
    Units units;

    @Autowired
    Accounts accounts;

    @Autowired
    Team team;

    @Autowired
    Trail trail;

    @Autowired
    LianxinClock clock;

    @Autowired
    Pages pages;

    private Cast cast;
    private Person office;
    private String own;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        office = cast.person("office");
        own = "imp" + NUMBER.incrementAndGet();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Texts chinese() {
        return pages.texts(java.util.Locale.SIMPLIFIED_CHINESE);
    }

    private Batch brought(String... lines) {
        return importing.bring(Tables.csv(lines), "名册.csv", office).orThrow();
    }

    private Verdict verdict(Batch batch, int line) {
        return importing.plan(batch).verdicts().stream()
                .filter(v -> v.line() == line)
                .findFirst()
                .orElseThrow();
    }

    private Batch takenIn(Batch batch) {
        return importing
                .takeIn(batch.id(), importing.plan(batch).digest(), office)
                .orThrow();
    }

    private static String refusal(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused ? refused.key() : "done";
    }

    private static List<String> faults(Verdict verdict) {
        return verdict.faults().stream()
                .map(f -> f.column() + " " + f.key() + " " + f.better())
                .toList();
    }

    private Unit unit(String code) {
        return units.create(NewUnit.of(code, "单位" + code, "department", "管一些事"), null)
                .orThrow();
    }

    private Account account(Unit unit, Platform platform, String handle) {
        return accounts.open(NewAccount.of(unit.id(), platform, handle, "账号" + handle), null)
                .orThrow();
    }

    @Test
    void new_changed_and_unchanged_rows_are_told_apart_and_nothing_is_written() {
        Unit old = unit(own);
        unit(own + "-same");
        Batch batch = brought(
                "代码,全称,性质,管什么,上级代码",
                own + ",改了名,市级部门,管一些事,",
                own + "-same,单位" + own + "-same,department,管一些事,",
                own + "-new,新来的,乡镇、街道,,单位" + own);
        assertThat(importing.plan(batch).counts()).isEqualTo(Map.of(Kind.CHANGED, 1, Kind.SAME, 1, Kind.NEW, 1));
        assertThat(verdict(batch, 2).changes(TableKind.UNITS))
                .containsExactly(new Verdict.Change("name", "单位" + own, "改了名"));
        assertThat(verdict(batch, 4).after()).containsEntry("type", "town").containsEntry("parent", own);
        assertThat(units.find(old.id()).orElseThrow().name()).isEqualTo("单位" + own);
        assertThat(units.byCode(own + "-new")).isEmpty();
    }

    @Test
    void a_wrong_row_says_everything_that_is_wrong_with_it_and_the_nearest_right_word() {
        unit(own);
        Batch batch = brought(
                "代码,全称,性质,上级代码,简称",
                "Bad Code!," + own + "甲,市级部们," + own.replace("imp", "inp") + "," + "长".repeat(21),
                own + "-b,,,没有这个单位,",
                own + "-c,丙,区,,,,多出来的",
                own + "-d,丁,区,," + "\u0007",
                own + "-d,丁,区,,");
        assertThat(faults(verdict(batch, 2)))
                .containsExactlyInAnyOrder(
                        "code registry.unit.code-form bad-code",
                        "type imports.unknown.type department",
                        "parent imports.unknown.unit " + own,
                        "shortName registry.too-long ");
        assertThat(faults(verdict(batch, 3)))
                .containsExactlyInAnyOrder(
                        "name registry.unit.name-form ",
                        "type registry.unit.type-form ",
                        "parent imports.unknown.unit ");
        assertThat(faults(verdict(batch, 4))).containsExactly(" imports.row-too-long ");
        assertThat(faults(verdict(batch, 5))).containsExactly("shortName imports.unseen-character ");
        assertThat(faults(verdict(batch, 6))).containsExactly("code imports.row-twice ");
    }

    @Test
    void a_unit_above_may_stand_anywhere_in_the_table_but_not_in_a_bad_row_or_a_circle() {
        unit(own);
        Batch batch = brought(
                "代码,全称,性质,上级代码",
                own + "-1,一,区," + own + "-2",
                own + "-2,二,区," + own,
                own + "-3,三,区," + own + "-4",
                own + "-4,四,没有的性质,",
                own + "-5,五,区," + own + "-3",
                own + "-6,六,区," + own + "-7",
                own + "-7,七,区," + own + "-6",
                own + "-8,八,区," + own + "-8");
        assertThat(importing.plan(batch).verdicts().stream()
                        .map(v -> v.kind() + " "
                                + v.faults().stream().map(Verdict.Fault::key).toList()))
                .containsExactly(
                        "NEW []",
                        "NEW []",
                        "BAD [imports.parent-not-good]",
                        "BAD [imports.unknown.type]",
                        "BAD [imports.parent-not-good]",
                        "BAD [imports.parent-circle]",
                        "BAD [imports.parent-circle]",
                        "BAD [imports.own-parent]");
        takenIn(batch);
        assertThat(units.byCode(own + "-1").orElseThrow().parent())
                .isEqualTo(units.byCode(own + "-2").orElseThrow().id());
    }

    @Test
    void an_offered_word_is_taken_in_every_row_that_has_the_same_wrong_one() {
        unit(own);
        Batch batch = brought(
                "单位代码,平台,账号,账号名称",
                own + ",微薄,a" + own + ",甲",
                own + ",论坛,b" + own + ",乙",
                "office,微薄,c" + own + ",丙",
                own + ",抖音,d" + own + ",丁");
        assertThat(importing.mend(batch.id(), 2, "platform", chinese(), office).orThrow())
                .isEqualTo(2);
        assertThat(verdict(batch, 2).cells().get(1)).isEqualTo("微博");
        assertThat(importing.plan(batch).counts()).isEqualTo(Map.of(Kind.NEW, 3, Kind.BAD, 1));
        assertThat(refusal(importing.mend(batch.id(), 5, "platform", chinese(), office)))
                .isEqualTo("refused.changed-meanwhile");
        assertThat(refusal(importing.mend(batch.id(), 3, "name", chinese(), office)))
                .isEqualTo("refused.changed-meanwhile");
        assertThat(refusal(importing.mend(batch.id(), 3, "nonsense", chinese(), office)))
                .isEqualTo("refused.changed-meanwhile");
    }

    @Test
    void an_account_is_judged_by_whose_it_is_where_it_lives_and_what_stands_in_its_way() {
        Unit one = unit(own);
        Unit two = unit(own + "-two");
        account(one, Platform.WEIBO, own + "发布");
        Account live = account(one, Platform.FORUM, own + "论坛");
        accounts.move(live.id(), AccountState.TRIAL, "", null).orThrow();
        Batch batch = brought(
                "单位,平台,账号,账号名称,状态,计划上线日期,原账号,理由",
                own + ",微博," + own + "新名,第二个,,,,",
                own + ",微博," + own + "新名二,改名,,,单位" + own + "发布,",
                own + ",微博," + own + "新名三,改名,,2026/12/1," + own + "发布,",
                own + "-two,论坛," + own + "论坛,换了单位,,,,",
                own + ",论坛," + own + "论坛,账号" + own + "论坛,在用,,,",
                own + "-two,微信," + own + "微信零,已有的,上线,2026-02-30,,",
                own + "-two,微信," + own + "微信零,已有的,已关闭,2026年13月1日,,",
                own + "-two,网站," + own + "站,已有的,暂停,明天,,",
                own + "-two,微信," + own + "微信,已有的,上线,20261201,,",
                own + "-two,微信," + own + "微信二,再一个,,,,",
                own + "-two,微信," + own + "微信三,再一个,,,,办事大厅单用");
        List<Verdict> verdicts = importing.plan(batch).verdicts();
        assertThat(verdicts.stream().map(v -> v.kind() + " " + faults(v)))
                .containsExactly(
                        "BAD [excuse imports.second ]",
                        "BAD [formerHandle imports.no-former " + own + "发布]",
                        "CHANGED []",
                        "BAD [unit imports.other-unit " + own + "]",
                        "BAD [state imports.state-by-hand TRIAL, handle imports.row-twice ]",
                        "BAD [plannedFor imports.no-such-day 2026-02-28]",
                        "BAD [plannedFor imports.no-such-month ]",
                        "BAD [plannedFor imports.no-date , state imports.state-new ]",
                        "NEW []",
                        "BAD [excuse imports.second ]",
                        "NEW []");
        assertThat(verdicts.get(2).changes(TableKind.ACCOUNTS).stream().map(Verdict.Change::column))
                .containsExactly("handle", "name", "plannedFor");
        takenIn(batch);
        Account wechat = accounts.ofUnit(two.id()).stream()
                .filter(a -> a.handle().equals(own + "微信"))
                .findFirst()
                .orElseThrow();
        assertThat(wechat.state()).isEqualTo(AccountState.LIVE);
        assertThat(wechat.plannedFor()).isEqualTo("2026-12-01");
        assertThat(accounts.life(wechat.id()).stream().map(m -> m.from() + " " + m.to() + " " + m.by()))
                .containsExactly("null LIVE " + office.id());
        assertThat(accounts.ofUnit(one.id()).stream().map(Account::handle))
                .contains(own + "新名三")
                .doesNotContain(own + "发布");
    }

    @Test
    void a_handle_is_known_in_capitals_too_and_a_closed_account_stays_closed() {
        Unit one = unit(own);
        account(one, Platform.WEIBO, own + "Fabu");
        Account gone = account(one, Platform.FORUM, own + "gone");
        accounts.move(gone.id(), AccountState.CLOSED, "不办了", null).orThrow();
        Batch batch = brought(
                "单位代码,平台,账号,账号名称,状态",
                own + ",WEIBO," + own + "FABU,账号" + own + "Fabu,",
                own + ",forum," + own + "gone,账号" + own + "gone,已关闭",
                own + ",forum," + own + "gone,改个名,已关闭",
                own + ",forum," + own + "gone,重新开,");
        Batch opened = brought("单位代码,平台,账号,账号名称,状态", own + ",forum," + own + "gone,重新开,计划中");
        assertThat(verdict(opened, 2).kind()).isEqualTo(Kind.NEW);
        assertThat(importing.plan(batch).verdicts().stream().map(v -> v.kind() + " " + faults(v)))
                .containsExactly(
                        "CHANGED []",
                        "SAME []",
                        "BAD [state imports.closed-by-hand ]",
                        "BAD [state imports.closed-before PLANNED]");
    }

    @Test
    void a_table_goes_in_once_even_if_two_confirm_at_the_same_moment() throws Exception {
        Batch batch = brought("代码,全称,性质", own + ",同时的,区", own + "-x,不对,没有");
        String digest = importing.plan(batch).digest();
        List<String> outcomes = together(
                () -> refusal(importing.takeIn(batch.id(), digest, office)),
                () -> refusal(importing.takeIn(batch.id(), digest, cast.person("office.deputy"))));
        assertThat(outcomes).containsExactlyInAnyOrder("done", "imports.already.TAKEN_IN");
        Unit made = units.byCode(own).orElseThrow();
        assertThat(trail.of("unit", made.id())).hasSize(1);
        assertThat(trail.of("import", batch.id()).stream().map(Trail.Entry::action))
                .containsExactly("import.taken-in");
        assertThat(units.byCode(own + "-x")).isEmpty();
        assertThat(importing.find(batch.id(), office).orElseThrow().outcomes())
                .isEqualTo(Map.of(Kind.NEW, 1, Kind.BAD, 1));
    }

    @Test
    void two_tables_of_the_same_at_the_same_moment_make_one_of_each() throws Exception {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            batches.add(brought("代码,全称,性质", own + "-a,甲,区", own + "-b,乙,区"));
        }
        List<String> digests =
                batches.stream().map(b -> importing.plan(b).digest()).toList();
        List<String> outcomes = together(
                () -> refusal(importing.takeIn(batches.get(0).id(), digests.get(0), office)),
                () -> refusal(importing.takeIn(batches.get(1).id(), digests.get(1), office)));
        assertThat(outcomes).containsExactlyInAnyOrder("done", "imports.register-changed");
    }

    @SafeVarargs
    private static List<String> together(Callable<String>... calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = new ArrayList<>();
            for (Callable<String> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        }
    }

    @Test
    void what_changed_since_it_was_looked_at_is_looked_at_again() {
        Unit old = unit(own);
        Batch batch = brought("代码,全称,性质", own + ",表里的名字,市级部门");
        String digest = importing.plan(batch).digest();
        units.change(old.id(), old.version(), NewUnit.of(own, "有人先改了", "department", "管一些事"), office)
                .orThrow();
        assertThat(refusal(importing.takeIn(batch.id(), digest, office))).isEqualTo("imports.register-changed");
        assertThat(units.find(old.id()).orElseThrow().name()).isEqualTo("有人先改了");
        assertThat(verdict(batch, 2).changes(TableKind.UNITS))
                .containsExactly(new Verdict.Change("name", "有人先改了", "表里的名字"));
        takenIn(batch);
        assertThat(units.find(old.id()).orElseThrow().name()).isEqualTo("表里的名字");
    }

    @Test
    void the_same_table_again_changes_nothing() {
        unit(own);
        String[] table = {"代码,全称,性质", own + ",另一个名字,市级部门", own + "-new,新的,区"};
        takenIn(brought(table));
        Batch again = brought(table);
        assertThat(importing.plan(again).counts()).isEqualTo(Map.of(Kind.SAME, 2));
        assertThat(refusal(importing.takeIn(again.id(), importing.plan(again).digest(), office)))
                .isEqualTo("imports.nothing-to-take");
    }

    @Test
    void a_column_that_is_not_there_stays_and_an_empty_cell_empties() {
        Unit old = unit(own);
        Batch batch = brought("代码,全称,性质,管什么", own + ",单位" + own + ",市级部门,");
        assertThat(importing.plan(batch).emptied(TableKind.UNITS)).isEqualTo(1);
        takenIn(batch);
        assertThat(units.find(old.id()).orElseThrow().duties()).isEmpty();
        Batch without = brought("代码,全称,性质", own + ",又一个名字,市级部门");
        takenIn(without);
        assertThat(units.find(old.id()).orElseThrow().name()).isEqualTo("又一个名字");
    }

    @Test
    void a_table_taken_back_leaves_the_register_as_it_was() {
        Unit old = unit(own);
        Batch batch = takenIn(brought(
                "代码,全称,性质,上级代码,管什么",
                own + ",改了名,区," + own + "-new,别的事",
                own + "-new,新的,区,,",
                own + "-sub,下面的,区," + own + "-new,"));
        long fresh = units.byCode(own + "-new").orElseThrow().id();
        Batch back = importing.takeBack(batch.id(), office).orThrow();
        assertThat(back.state()).isEqualTo(Batch.State.TAKEN_BACK);
        assertThat(importing.plan(back).fates().values().stream().map(Plan.Fate::back))
                .containsExactly(Plan.Back.RESTORED, Plan.Back.WITHDRAWN, Plan.Back.WITHDRAWN);
        Unit now = units.find(old.id()).orElseThrow();
        assertThat(now).usingRecursiveComparison().ignoringFields("version").isEqualTo(old);
        assertThat(units.byCode(own + "-new")).isEmpty();
        assertThat(units.all().stream().map(Unit::code))
                .doesNotContain(own + "-new", own + "-sub")
                .contains(own);
        assertThat(trail.of("unit", fresh).stream().map(Trail.Entry::action))
                .containsExactly("unit.created", "unit.withdrawn");
        assertThat(trail.of("unit", old.id()).stream().map(Trail.Entry::action))
                .endsWith("unit.changed", "unit.put-back");
        assertThat(refusal(importing.takeBack(batch.id(), office))).isEqualTo("imports.already.TAKEN_BACK");
        assertThat(importing.plan(brought("代码,全称,性质", own + "-new,新的,区")).counts())
                .isEqualTo(Map.of(Kind.NEW, 1));
    }

    @Test
    void what_somebody_changed_since_or_relies_on_is_left_and_named() {
        Unit old = unit(own);
        Batch batch = takenIn(brought(
                "代码,全称,性质,上级代码",
                own + ",改了名,市级部门,",
                own + "-a,甲,区,",
                own + "-b,乙,区,",
                own + "-c,丙,区,",
                own + "-d,丁,区," + own + "-e",
                own + "-e,戊,区,",
                own + "-f,己,区,"));
        Unit changed = units.find(old.id()).orElseThrow();
        units.change(old.id(), changed.version(), NewUnit.of(own, "又改了", "department", "管一些事"), office)
                .orThrow();
        Unit a = units.byCode(own + "-a").orElseThrow();
        units.change(a.id(), a.version(), NewUnit.of(own + "-a", "甲改", "district", ""), office)
                .orThrow();
        long somebody = context.getBean(People.class)
                .create(NewPerson.of(own, "某某"), null)
                .orThrow()
                .id();
        team.appoint(somebody, units.byCode(own + "-b").orElseThrow().id(), Role.EDITOR, Duty.NONE, null)
                .orThrow();
        account(units.byCode(own + "-c").orElseThrow(), Platform.FORUM, own + "c");
        account(units.byCode(own + "-d").orElseThrow(), Platform.FORUM, own + "d");
        Batch back = importing.takeBack(batch.id(), office).orThrow();
        assertThat(importing.plan(back).fates().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue().back() + " "
                                + e.getValue().why()))
                .containsExactly(
                        "2 LEFT imports.left.changed",
                        "3 LEFT imports.left.changed",
                        "4 LEFT imports.left.people",
                        "5 LEFT imports.left.accounts",
                        "6 LEFT imports.left.accounts",
                        "7 LEFT imports.left.below",
                        "8 WITHDRAWN ");
        assertThat(units.find(old.id()).orElseThrow().name()).isEqualTo("又改了");
        assertThat(units.byCode(own + "-e")).isPresent();
        assertThat(units.byCode(own + "-f")).isEmpty();
    }

    @Test
    void what_has_posts_or_rules_by_now_is_left() {
        Unit traffic = cast.unit("traffic");
        Batch brought = takenIn(brought("代码,全称,性质", own + "-a,有审批链,区", own + "-b,有来信规则,区", own + "-c,什么都没有,区"));
        context.getBean(Chains.class)
                .set(units.byCode(own + "-a").orElseThrow().id(), "post", "", List.of(Role.OFFICE), 0, office)
                .orThrow();
        context.getBean(Routes.class)
                .set(units.byCode(own + "-b").orElseThrow().id(), List.of("某个词" + own), office)
                .orThrow();
        Batch withAccounts = takenIn(brought(
                "单位代码,平台,账号,账号名称,状态,理由",
                "traffic,论坛," + own + "论坛,写了稿的,在用,测试用",
                "traffic,网站," + own + "站,没写稿的,在用,测试用"));
        Account forum = accounts.ofUnit(traffic.id()).stream()
                .filter(a -> a.handle().equals(own + "论坛"))
                .findFirst()
                .orElseThrow();
        context.getBean(Posts.class)
                .create(
                        traffic.id(),
                        Draft.of("一篇", "正文", Category.SERVICE, List.of(forum.id())),
                        cast.person("traffic.editor"))
                .orThrow();
        assertThat(fates(importing.takeBack(brought.id(), office).orThrow()))
                .containsExactly("LEFT imports.left.used", "LEFT imports.left.used", "WITHDRAWN ");
        assertThat(fates(importing.takeBack(withAccounts.id(), office).orThrow()))
                .containsExactly("LEFT imports.left.used", "WITHDRAWN ");
    }

    private List<String> fates(Batch batch) {
        return importing.plan(batch).fates().values().stream()
                .map(f -> f.back() + " " + f.why())
                .toList();
    }

    @Test
    void accounts_are_taken_back_unless_their_life_went_on_or_their_handle_is_somebody_elses() {
        Unit one = unit(own);
        Unit two = unit(own + "-two");
        Account renamed = account(one, Platform.WEIBO, own + "旧");
        Account named = account(one, Platform.FORUM, own + "论");
        Batch batch = takenIn(brought(
                "单位代码,平台,账号,账号名称,原账号",
                own + ",微博," + own + "新,账号" + own + "旧," + own + "旧",
                own + ",论坛," + own + "论,换个名称,",
                own + "-two,微信," + own + "微信,新开的,",
                own + "-two,网站," + own + "站,新开的,"));
        account(two, Platform.WEIBO, own + "旧");
        Account moved = accounts.ofUnit(two.id()).stream()
                .filter(a -> a.handle().equals(own + "站"))
                .findFirst()
                .orElseThrow();
        accounts.move(moved.id(), AccountState.TRIAL, "", null).orThrow();
        Batch back = importing.takeBack(batch.id(), office).orThrow();
        assertThat(fates(back))
                .containsExactly("LEFT imports.left.handle", "RESTORED ", "WITHDRAWN ", "LEFT imports.left.changed");
        assertThat(accounts.find(renamed.id()).orElseThrow().handle()).isEqualTo(own + "新");
        assertThat(accounts.find(named.id()).orElseThrow().name()).isEqualTo("账号" + own + "论");
        assertThat(accounts.ofUnit(two.id()).stream().map(Account::handle))
                .containsExactlyInAnyOrder(own + "站", own + "旧");
    }

    @Test
    void after_seven_days_a_table_stays() {
        Instant start = Instant.parse("2026-11-25T02:00:00Z");
        clock.set(start);
        Batch batch = takenIn(brought("代码,全称,性质", own + ",七天,区"));
        Batch other = takenIn(brought("代码,全称,性质", own + "-b,七天差一刻,区"));
        clock.set(start.plus(Duration.ofDays(7)));
        assertThat(importing.takeBack(other.id(), office).isDone()).isTrue();
        clock.set(start.plus(Duration.ofDays(7)).plusSeconds(1));
        assertThat(refusal(importing.takeBack(batch.id(), office))).isEqualTo("imports.too-late");
        assertThat(units.byCode(own)).isPresent();
    }

    @Test
    void a_table_that_nobody_took_in_is_forgotten_after_thirty_days() {
        Instant start = Instant.parse("2026-10-01T02:00:00Z");
        clock.set(start);
        Batch batch = brought("代码,全称,性质", own + ",忘了,区");
        clock.set(start.plus(Importing.TRIED).minusSeconds(1));
        brought("代码,全称,性质", own + ",忘了,区");
        assertThat(importing.find(batch.id(), office)).isPresent();
        clock.set(start.plus(Importing.TRIED).plusSeconds(1));
        brought("代码,全称,性质", own + ",忘了,区");
        assertThat(importing.find(batch.id(), office)).isEmpty();
    }

    @Test
    void what_goes_out_comes_back_unchanged_in_both_formats_and_languages() {
        Unit odd = units.create(
                        new NewUnit(
                                own,
                                "有“引号”、逗号,和\"双引号\"",
                                "简",
                                "town",
                                cast.unit("traffic").id(),
                                "第一行\n第二行",
                                "出行",
                                "=SUM(A1)",
                                "'=已经有撇号",
                                "@主办",
                                "-"),
                        null)
                .orThrow();
        Account gone = account(odd, Platform.FORUM, "=" + own);
        accounts.move(gone.id(), AccountState.CLOSED, "不办了", null).orThrow();
        accounts.open(
                        new NewAccount(
                                odd.id(),
                                Platform.WEIBO,
                                "+" + own,
                                "名",
                                "https://weibo.example/1",
                                "",
                                Positioning.NONE,
                                java.time.LocalDate.parse("2026-12-01"),
                                "备〔2026〕1号"),
                        null)
                .orThrow();
        for (TableKind kind : TableKind.values()) {
            for (TableFormat format : TableFormat.values()) {
                for (java.util.Locale language :
                        List.of(java.util.Locale.SIMPLIFIED_CHINESE, java.util.Locale.ENGLISH)) {
                    byte[] file = exporting
                            .export(kind, format, pages.texts(language), office)
                            .orThrow();
                    Batch batch = importing.bring(file, "again", office).orThrow();
                    Plan plan = importing.plan(batch);
                    assertThat(plan.verdicts().stream()
                                    .filter(v -> v.kind() != Kind.SAME)
                                    .toList())
                            .as(kind + " " + format + " " + language)
                            .isEmpty();
                    assertThat(plan.verdicts()).hasSizeGreaterThan(2);
                }
            }
        }
        byte[] chinese = new String(
                        exporting
                                .export(TableKind.UNITS, TableFormat.CSV, chinese(), office)
                                .orThrow(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .substring(1)
                .getBytes(Charset.forName("GB18030"));
        Batch batch = importing.bring(chinese, "again", office).orThrow();
        assertThat(batch.charset()).isEqualTo("GB18030");
        assertThat(importing.plan(batch).counts().keySet()).containsExactly(Kind.SAME);
    }

    @Test
    void a_heading_is_found_below_a_title_in_either_language_and_in_any_order() {
        Batch batch = brought("示范市政务微博名册,,,", "Type,备注,Full name（必填）,  CODE ", "区,不要紧,乙" + own + "," + own);
        assertThat(batch.kind()).isEqualTo(TableKind.UNITS);
        assertThat(batch.unread()).containsExactly("备注");
        assertThat(verdict(batch, 3).after()).containsEntry("code", own).containsEntry("type", "district");
        assertThat(refusal(importing.bring(Tables.csv("代码,全称", "a,b"), "x", office)))
                .isEqualTo("imports.file.column-missing.units");
        assertThat(refusal(importing.bring(Tables.csv("单位,平台,账号", "a,b,c"), "x", office)))
                .isEqualTo("imports.file.column-missing.accounts");
        assertThat(refusal(importing.bring(Tables.csv("代码,全称,性质,性质", "a,b,c,d"), "x", office)))
                .isEqualTo("imports.file.column-twice");
        assertThat(refusal(importing.bring(Tables.csv("一,二,三", "a,b,c"), "x", office)))
                .isEqualTo("imports.file.no-heading");
        assertThat(refusal(importing.bring(Tables.csv("代码,全称,性质"), "x", office)))
                .isEqualTo("imports.file.no-rows");
    }

    @Test
    void only_the_office_brings_tables_and_only_who_sees_all_units_looks_at_them() {
        Batch batch = brought("代码,全称,性质", own + ",谁的,区");
        String digest = importing.plan(batch).digest();
        for (String login : List.of("inspector", "traffic.leader", "admin")) {
            Person person = cast.person(login);
            assertThat(refusal(importing.bring(Tables.csv("代码,全称,性质", "x,y,区"), "x", person)))
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(importing.mend(batch.id(), 2, "type", chinese(), person)))
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(importing.takeIn(batch.id(), digest, person))).isEqualTo("refused.not-allowed");
            assertThat(refusal(importing.takeBack(batch.id(), person))).isEqualTo("refused.not-allowed");
            assertThat(importing.find(batch.id(), person).isPresent()).isEqualTo(login.equals("inspector"));
            assertThat(refusal(exporting.export(TableKind.UNITS, TableFormat.CSV, chinese(), person)))
                    .isEqualTo(login.equals("inspector") ? "done" : "refused.not-allowed");
        }
    }
}
