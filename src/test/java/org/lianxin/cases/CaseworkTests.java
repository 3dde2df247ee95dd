package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@LianxinTest
class CaseworkTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Casework casework;

    @Autowired
    Cases cases;

    @Autowired
    Routes routes;

    @Autowired
    Replies replies;

    @Autowired
    CaseWaits waits;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    Letters letters;
    Person office;
    Person traffic;
    Person water;

    @BeforeEach
    void cast() {
        letters = new Letters(context);
        letters.at("2026-11-23T02:00:00Z");
        office = letters.cast.person("office");
        traffic = letters.cast.person("traffic.editor");
        water = letters.cast.person("water.editor");
    }

    @AfterEach
    void clock() {
        clock.set(null);
        letters.cast.unit("traffic");
        routes.set(letters.cast.unit("traffic").id(), List.of(), null).orThrow();
        routes.set(letters.cast.unit("water").id(), List.of(), null).orThrow();
    }

    @Test
    void a_letter_goes_to_the_unit_that_the_citizen_chose() {
        Case letter = letters.write(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        assertThat(letter.state()).isEqualTo(CaseState.WITH_UNIT);
        assertThat(letter.unit()).isEqualTo(letters.cast.unit("traffic").id());
        assertThat(cases.steps(letter)).extracting(Step::what).containsExactly(Happening.RECEIVED, Happening.ROUTED);
    }

    @Test
    void a_letter_goes_by_the_words_of_a_rule_and_to_the_office_where_two_rules_are_equal() {
        routes.set(letters.cast.unit("traffic").id(), List.of("红绿灯", "路口"), office)
                .orThrow();
        routes.set(letters.cast.unit("water").id(), List.of("水管", "停水", "路口"), office)
                .orThrow();
        assertThat(letters.write(Kind.HELP, "路口的红绿灯太短", null).unit())
                .isEqualTo(letters.cast.unit("traffic").id());
        assertThat(letters.write(Kind.HELP, "路口在挖，没有灯", null).state()).isEqualTo(CaseState.UNROUTED);
        assertThat(letters.write(Kind.HELP, "楼下健身器材坏了", null).state()).isEqualTo(CaseState.UNROUTED);
    }

    @Test
    void only_the_office_sets_the_words_of_a_rule() {
        assertThat(routes.set(letters.cast.unit("traffic").id(), List.of("红绿灯"), traffic))
                .isEqualTo(Outcome.notAllowed());
        assertThat(routes.set(letters.cast.unit("traffic").id(), List.of("灯"), office))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void a_unit_gives_back_what_is_not_its_own_and_the_deadline_goes_on_as_it_ran() {
        Case letter = letters.write(Kind.COMPLAINT, "自来水发黄", "traffic");
        letters.at("2026-11-24T02:00:00Z");
        assertThat(casework.giveBack(letter.id(), letter.version(), " ", traffic))
                .isInstanceOf(Outcome.Refused.class);
        Case back = casework.giveBack(letter.id(), letter.version(), "供水归水务局", traffic)
                .orThrow();
        assertThat(back.state()).isEqualTo(CaseState.UNROUTED);
        assertThat(casework.find(letter.id(), traffic)).isEqualTo(Outcome.notFound());
        Case routed = casework.route(
                        back.id(), back.version(), letters.cast.unit("water").id(), "", office)
                .orThrow();
        assertThat(routed.clock()).isEqualTo(letter.clock());
        assertThat(routed.returned()).isEqualTo(1);
        assertThat(casework.find(letter.id(), water).orThrow().state()).isEqualTo(CaseState.WITH_UNIT);
    }

    @Test
    void what_the_unit_says_of_the_return_stays_inside() {
        Case letter = letters.write(Kind.COMPLAINT, "自来水发黄", "traffic");
        casework.giveBack(letter.id(), letter.version(), "供水归水务局", traffic).orThrow();
        List<Step> open = context.getBean(Following.class).steps(letter);
        assertThat(open)
                .extracting(Step::what)
                .containsExactly(Happening.RECEIVED, Happening.ROUTED, Happening.RETURNED);
        assertThat(open).allMatch(s -> s.remark().isEmpty() && s.by() == null);
    }

    @Test
    void only_the_office_routes_and_closes() {
        Case letter = letters.write(Kind.OTHER, "今天天气真好", null);
        assertThat(casework.route(
                        letter.id(),
                        letter.version(),
                        letters.cast.unit("water").id(),
                        "",
                        letters.cast.person("inspector")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(casework.close(letter.id(), letter.version(), Case.As.OTHER, "没有要办的事", traffic))
                .isEqualTo(Outcome.notFound());
        assertThat(casework.close(letter.id(), letter.version(), Case.As.OTHER, "", office))
                .isInstanceOf(Outcome.Refused.class);
        Case closed = casework.close(letter.id(), letter.version(), Case.As.OTHER, "没有要办的事", office)
                .orThrow();
        assertThat(closed.state()).isEqualTo(CaseState.CLOSED);
        assertThat(context.getBean(Following.class).steps(closed).getLast().words())
                .isEqualTo("没有要办的事");
    }

    @Test
    void a_complaint_is_never_closed_as_thanks_or_other() {
        Case letter = letters.write(Kind.COMPLAINT, "你们办事太慢了", null);
        assertThat(casework.close(letter.id(), letter.version(), Case.As.OTHER, "情绪化", office))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.key()).isEqualTo("cases.close.needs-an-answer"));
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.UNROUTED);
    }

    @Test
    void spam_is_closed_with_a_reason_and_can_be_taken_up_again() {
        Case letter = letters.write(Kind.COMPLAINT, "低价代办各类证件，加我", null);
        Case spam = casework.close(letter.id(), letter.version(), Case.As.SPAM, "代办证件的广告", office)
                .orThrow();
        assertThat(spam.state()).isEqualTo(CaseState.SPAM);
        Case again = casework.takeUp(spam.id(), spam.version(), "看错了", office).orThrow();
        assertThat(again.state()).isEqualTo(CaseState.UNROUTED);
        assertThat(again.closure()).isNull();
    }

    @Test
    void of_two_who_route_at_once_one_is_told_that_it_was_changed() throws Exception {
        Case letter = letters.write(Kind.HELP, "楼下健身器材坏了", null);
        Person deputy = letters.cast.person("office.deputy");
        Callable<Outcome<Case>> one = () -> casework.route(
                letter.id(), letter.version(), letters.cast.unit("water").id(), "", office);
        Callable<Outcome<Case>> other = () -> casework.route(
                letter.id(), letter.version(), letters.cast.unit("traffic").id(), "", deputy);
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Outcome<Case>> both = List.of(pool.submit(one), pool.submit(other)).stream()
                    .map(f -> {
                        try {
                            return f.get();
                        } catch (Exception fault) {
                            throw new IllegalStateException(fault);
                        }
                    })
                    .toList();
            assertThat(both).filteredOn(Outcome::isDone).hasSize(1);
            assertThat(both).contains(Outcome.changedMeanwhile());
        }
    }

    @Test
    void an_editor_of_another_unit_finds_nothing() {
        Case letter = letters.write(Kind.HELP, "水厂路井盖翘起来了", "water");
        assertThat(casework.find(letter.id(), traffic)).isEqualTo(Outcome.notFound());
        assertThat(casework.giveBack(letter.id(), 0, "x", traffic)).isEqualTo(Outcome.notFound());
        assertThat(casework.reveal(letter.id(), "x", traffic)).isEqualTo(Outcome.notFound());
        assertThat(replies.save(letter.id(), 0, new Replies.Draft(Reply.Kind.FINAL, "x", List.of()), traffic))
                .isEqualTo(Outcome.notFound());
        assertThat(replies.of(letter.id(), traffic)).isEqualTo(Outcome.notFound());
        assertThat(cases.list(new Cases.Filter(Cases.Part.ALL, null, null, "井盖翘"), null, 50, traffic)
                        .items())
                .isEmpty();
        assertThat(cases.list(new Cases.Filter(Cases.Part.ALL, null, null, "井盖翘"), null, 50, water)
                        .items())
                .extracting(Case::id)
                .contains(letter.id());
    }

    @Test
    void inspectors_and_partners_never_see_the_text_as_written() {
        Case letter = letters.write(Kind.HELP, "井盖松了", "traffic");
        assertThat(casework.reveal(letter.id(), "核实", letters.cast.person("inspector")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(casework.reveal(letter.id(), "核实", letters.cast.person("traffic.partner")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(casework.reveal(letter.id(), "", traffic)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void what_waits_is_the_office_s_to_route_the_editor_s_to_answer_and_the_leader_s_when_late() {
        Case unrouted = letters.write(Kind.HELP, "楼下健身器材坏了", null);
        Case theirs = letters.write(Kind.HELP, "红灯太长", "traffic");
        assertThat(waiting(office)).contains(unrouted.id()).doesNotContain(theirs.id());
        assertThat(waiting(traffic)).contains(theirs.id()).doesNotContain(unrouted.id());
        assertThat(waiting(letters.cast.person("traffic.leader"))).doesNotContain(theirs.id());
        letters.at("2026-11-26T02:00:00Z");
        assertThat(waiting(letters.cast.person("traffic.leader"))).contains(theirs.id());
        assertThat(waiting(office)).contains(theirs.id());
        assertThat(waiting(letters.cast.person("water.leader"))).doesNotContain(theirs.id());
        assertThat(waiting(letters.cast.person("admin"))).isEmpty();
    }

    private List<Long> waiting(Person person) {
        return waits.waitingFor(person).stream()
                .map(Waiting.Item::href)
                .map(h -> Long.valueOf(h.substring("/console/cases/".length())))
                .toList();
    }

    @Test
    void lists_are_ordered_by_deadline_and_go_on_by_key() {
        letters.at("2026-03-05T02:00:00Z");
        Case suggestion = letters.write(Kind.SUGGESTION, "建议公园早点开门三角梅", "water");
        letters.at("2026-03-02T02:00:00Z");
        Case inquiry = letters.write(Kind.INQUIRY, "公园几点开门三角梅", "water");
        Case other = letters.write(Kind.INQUIRY, "公园收费吗三角梅", "water");
        Cases.Filter filter = new Cases.Filter(Cases.Part.OPEN, null, null, "三角梅");
        var first = cases.list(filter, null, 2, water);
        assertThat(first.items()).extracting(Case::id).containsExactly(inquiry.id(), other.id());
        var rest = cases.list(filter, first.next(), 2, water);
        assertThat(rest.items()).extracting(Case::id).containsExactly(suggestion.id());
        assertThat(rest.next()).isNull();
        assertThat(cases.list(new Cases.Filter(Cases.Part.OPEN, Kind.SUGGESTION, null, "三角梅"), null, 9, office)
                        .items())
                .extracting(Case::id)
                .containsExactly(suggestion.id());
        assertThat(cases.list(
                                new Cases.Filter(
                                        Cases.Part.ALL,
                                        null,
                                        null,
                                        inquiry.number().toLowerCase(java.util.Locale.ROOT)),
                                null,
                                9,
                                office)
                        .items())
                .extracting(Case::id)
                .containsExactly(inquiry.id());
    }

    @Test
    void two_editors_at_once_lose_nothing() {
        Case letter = letters.write(Kind.HELP, "红灯太长", "traffic");
        Reply first = replies.save(letter.id(), 0, new Replies.Draft(Reply.Kind.FINAL, "第一稿", List.of()), traffic)
                .orThrow();
        assertThat(replies.save(
                        letter.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "同时写的", List.of()),
                        letters.cast.person("traffic.leader")))
                .isEqualTo(Outcome.changedMeanwhile());
        Reply second = replies.save(
                        letter.id(),
                        first.version(),
                        new Replies.Draft(Reply.Kind.FIRST, "第二稿", List.of()),
                        letters.cast.person("traffic.leader"))
                .orThrow();
        assertThat(second.text()).isEqualTo("第二稿");
        assertThat(second.others()).containsExactly(traffic.id());
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.DRAFTING);
        assertThat(letters.now(letter).handler()).isEqualTo(traffic.id());
    }

    @Test
    void a_draft_is_laid_aside_when_the_case_goes_to_another_unit() {
        Case letter = letters.write(Kind.HELP, "红灯太长", "traffic");
        replies.save(letter.id(), 0, new Replies.Draft(Reply.Kind.FINAL, "写到一半", List.of()), traffic)
                .orThrow();
        Case now = letters.now(letter);
        casework.route(letter.id(), now.version(), letters.cast.unit("water").id(), "归水务", office)
                .orThrow();
        assertThat(replies.open(letter.id(), water)).isEmpty();
        assertThat(replies.of(letter.id(), water).orThrow()).isEmpty();
        assertThat(letters.now(letter).handler()).isNull();
    }
}
