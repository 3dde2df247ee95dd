package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.intake.Arrival.Author;
import org.lianxin.intake.Arrival.State;
import org.lianxin.intake.Arrival.Way;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Asking;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes in from the networks: each once, in its thread, a case or a remark that somebody looks at. */
@LianxinTest(properties = "lianxin.tests.intake=arrivals") // counts what waits
class ArrivalsTests {
    @Autowired
    Arrivals arrivals;

    @Autowired
    Asking words;

    @Autowired
    Forgetting forgetting;

    @Autowired
    RemarksWait waits;

    @Autowired
    Cases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    ApplicationContext context;

    Cast cast;
    long weibo;

    @BeforeEach
    void account() {
        cast = Cast.in(context);
        weibo = accounts.ofUnit(cast.unit("traffic").id()).stream()
                .filter(a -> a.platform() == Platform.WEIBO)
                .findFirst()
                .orElseGet(() -> {
                    var made = accounts.open(
                                    NewAccount.of(cast.unit("traffic").id(), Platform.WEIBO, "shifan-jj", "示范交警"), null)
                            .orThrow();
                    return accounts.move(made.id(), AccountState.TRIAL, "", null)
                            .orThrow();
                })
                .id();
    }

    private Arrival comment(String id, String thread, String text) {
        return new Arrival(
                weibo,
                id,
                thread,
                "",
                Way.COMMENT,
                text,
                "https://weibo.example/" + id,
                new Author("1700000000001", "爱晒太阳的猫"),
                Instant.parse("2026-11-20T02:00:00Z"),
                List.of());
    }

    private Case caseOf(long message) {
        return cases
                .list(new Cases.Filter(Cases.Part.ALL, null, null, ""), null, 100, cast.person("office"))
                .items()
                .stream()
                .filter(c -> c.message() == message)
                .findFirst()
                .orElse(null);
    }

    @Test
    void aQuestionUnderAPostIsACaseOfTheUnitWhoseAccountItIs() {
        long message = arrivals.arrive(comment("q1", "p1", "请问朝晖路口的红绿灯什么时候修好？"));

        Case letter = caseOf(message);
        assertThat(letter.unit()).isEqualTo(cast.unit("traffic").id());
        assertThat(letter.channel()).isEqualTo("weibo");
        assertThat(letter.consent()).isFalse();
        assertThat(letter.clock()).isNotNull();
        Arrival.Origin origin = arrivals.origin(letter.number()).orElseThrow();
        assertThat(origin.remoteId()).isEqualTo("q1");
        assertThat(origin.author()).isEqualTo(new Author("1700000000001", "爱晒太阳的猫"));
    }

    @Test
    void theSameIsRegisteredOnceHoweverOftenAndFromHoweverManySidesItComes() throws Exception {
        Arrival one = comment("same", "p1", "红绿灯又坏了，没人修");
        Set<Long> messages = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> calls = IntStream.range(0, 20)
                    .<Callable<Long>>mapToObj(i -> () -> arrivals.arrive(one))
                    .toList();
            for (Future<Long> call : threads.invokeAll(calls)) {
                messages.add(call.get());
            }
        }

        assertThat(messages).hasSize(1);
        assertThat(db.sql("select count(*) from intake.arrival where remote_id = 'same'")
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theSameIdOnAnotherAccountIsAnotherMessage() {
        long water = accounts.open(NewAccount.of(cast.unit("water").id(), Platform.WEIBO, "shifan-sw", "示范水务"), null)
                .orThrow()
                .id();
        Arrival one = comment("shared", "p9", "水费怎么查？");
        Arrival other = new Arrival(
                water, "shared", "p9", "", Way.COMMENT, one.text(), "", one.author(), one.writtenAt(), List.of());

        assertThat(arrivals.arrive(one)).isNotEqualTo(arrivals.arrive(other));
    }

    @Test
    void praiseWaitsForSomebodyToLookAndIsNoCase() {
        long message = arrivals.arrive(comment("thanks", "p2", "辛苦了👍"));

        assertThat(caseOf(message)).isNull();
        assertThat(arrivals.remarks(State.NEW, null, 50, cast.person("traffic.editor")))
                .extracting(Remark::message)
                .contains(message);
        assertThat(waits.waitingFor(cast.person("traffic.editor")))
                .extracting(Waiting.Item::id)
                .containsExactly("remarks");
        assertThat(waits.waitingFor(cast.person("water.editor"))).isEmpty();
        assertThat(arrivals.remarks(State.NEW, null, 50, cast.person("water.editor")))
                .extracting(Remark::message)
                .doesNotContain(message);
    }

    @Test
    void whatWasLookedAtWaitsNoMoreAndAnotherUnitsStaysAsItIs() {
        long message = arrivals.arrive(comment("seen", "p2-seen", "好的"));

        assertThat(arrivals.seen(List.of(message), cast.person("water.editor")).orThrow())
                .isZero();
        assertThat(arrivals.seen(List.of(message), cast.person("traffic.editor"))
                        .orThrow())
                .isEqualTo(1);
        assertThat(arrivals.seen(List.of(message), cast.person("traffic.editor"))
                        .orThrow())
                .isZero();
        assertThat(arrivals.remarks(State.SEEN, null, 50, cast.person("traffic.editor")))
                .extracting(Remark::message)
                .contains(message);
    }

    @Test
    void aRemarkThatNeedsAnAnswerAfterAllBecomesACaseWhoseTimeRunsFromThen() {
        Instant then = Instant.parse("2026-11-24T02:00:00Z");
        long message = arrivals.arrive(comment("after-all", "p2-after", "17路，海枯石烂"));
        clock.set(then);
        try {
            assertThat(arrivals.takeOn(message, cast.person("water.editor")))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, r -> assertThat(r.kind()).isEqualTo(Outcome.Kind.NOT_FOUND));
            String number =
                    arrivals.takeOn(message, cast.person("traffic.editor")).orThrow();
            assertThat(arrivals.takeOn(message, cast.person("traffic.editor")).orThrow())
                    .isEqualTo(number);
        } finally {
            clock.set(null);
        }

        assertThat(caseOf(message).receivedAt()).isEqualTo(then);
        assertThat(caseOf(message).kind()).isEqualTo(Message.Kind.INQUIRY);
    }

    @Test
    void whatIsSaidUnderOnePostIsReadInTheOrderInWhichItWasSaid() {
        long second = arrivals.arrive(new Arrival(
                weibo,
                "t2",
                "thread",
                "t1",
                Way.COMMENT,
                "我家也停了",
                "",
                new Author("2", "乙"),
                Instant.parse("2026-11-20T03:00:00Z"),
                List.of()));
        long first = arrivals.arrive(comment("t1", "thread", "又停水了？"));

        assertThat(arrivals.thread(first, 50, cast.person("traffic.editor")))
                .extracting(Remark::message)
                .containsExactly(first, second);
        assertThat(arrivals.thread(first, 50, cast.person("water.editor"))).isEmpty();
    }

    @Test
    void personalDataIsMaskedAndWhatNobodyCanSeeIsTakenOut() {
        long message = arrivals.arrive(comment("masked", "p3", "我电话16035512046\u0000，请回电\ud83d"));

        assertThat(caseOf(message).masked()).doesNotContain("16035512046").contains("请回电");
    }

    @Test
    void whatItsAuthorDeletedStaysAndIsMarked() {
        long message = arrivals.arrive(comment("gone", "p4", "说错了"));

        assertThat(arrivals.deleted(weibo, "gone")).isTrue();
        assertThat(arrivals.deleted(weibo, "gone")).isFalse();
        assertThat(arrivals.deleted(weibo, "never-came")).isFalse();
        assertThat(arrivals.remarks(State.NEW, null, 50, cast.person("traffic.editor")).stream()
                        .filter(r -> r.message() == message)
                        .findFirst()
                        .orElseThrow()
                        .deletedAt())
                .isNotNull();
    }

    private Remark remark(State state, long message) {
        return arrivals.remarks(state, null, 100, cast.person("traffic.editor")).stream()
                .filter(r -> r.message() == message)
                .findFirst()
                .orElseThrow();
    }

    private List<String> added(long message) {
        return db.sql("""
                        select s.words from cases.step s join cases.case c on c.id = s.case_id where c.message = ? and s.what = 'ADDED' order by s.id""").param(message).query((row, n) -> row.getString(1)).list();
    }

    @Test
    void whatTheSameAuthorSaysAfterwardsIsReadWithTheirCaseWhileSomebodyWorksOnIt() {
        long question = arrivals.arrive(comment("m1", "more", "请问芦花巷的路灯什么时候修好？"));
        long more = arrivals.arrive(comment("m2", "more", "就在小学门口那边"));

        assertThat(caseOf(more)).isNull();
        assertThat(added(question)).containsExactly("就在小学门口那边");
        assertThat(remark(State.ADDED, more).joined())
                .isEqualTo(caseOf(question).number());
        assertThat(arrivals.arrive(comment("m2", "more", "就在小学门口那边"))).isEqualTo(more);
        assertThat(added(question)).hasSize(1);
    }

    @Test
    void anotherQuestionAnotherAuthorAndAnotherThreadStandForThemselves() {
        arrivals.arrive(comment("n1", "apart", "请问学府路几点开始封闭？"));
        long another = arrivals.arrive(comment("n2", "apart", "请问公交K3路还停学府路吗？"));
        long elsewhere = arrivals.arrive(comment("n3", "elsewhere", "好的"));
        long others = arrivals.arrive(new Arrival(
                weibo,
                "n4",
                "apart",
                "",
                Way.COMMENT,
                "我也想知道",
                "",
                new Author("1700000000002", "乙"),
                Instant.parse("2026-11-20T03:00:00Z"),
                List.of()));

        assertThat(caseOf(another)).isNotNull();
        assertThat(remark(State.NEW, elsewhere).joined()).isNull();
        assertThat(remark(State.NEW, others).joined()).isNull();
    }

    @Test
    void aWordThatWasAddedCanStillBecomeACaseOfItsOwn() {
        arrivals.arrive(comment("o1", "own", "请问滨江路的井盖什么时候换？"));
        long more = arrivals.arrive(comment("o2", "own", "人民路也有一个"));

        assertThat(arrivals.takeOn(more, cast.person("traffic.editor")).isDone())
                .isTrue();

        assertThat(caseOf(more)).isNotNull();
        assertThat(remark(State.CASE, more).joined()).isNull();
    }

    @Test
    void whatItsAuthorChangesStandsBesideWhatWasRegisteredAndIsToldToWhoeverWorksOnIt() {
        long question = arrivals.arrive(comment("e1", "edit", "请问朝晖路几点通车？"));
        long praise = arrivals.arrive(comment("e2", "edit-praise", "好的"));
        arrivals.seen(List.of(praise), cast.person("traffic.editor"));

        assertThat(arrivals.edited(weibo, "e1", "1700000000001", "请问朝阳路几点通车？")).isTrue();
        assertThat(arrivals.edited(weibo, "e1", "1700000000001", "请问朝阳路几点通车？")).isFalse();
        assertThat(arrivals.edited(weibo, "e1", "somebody else", "请问哪里通车？")).isFalse();
        assertThat(arrivals.edited(weibo, "never-came", "1700000000001", "什么？")).isFalse();
        assertThat(arrivals.edited(weibo, "e2", "1700000000001", "不好，路口16035512046又堵了"))
                .isTrue();

        assertThat(caseOf(question).masked()).contains("朝晖路");
        assertThat(added(question)).hasSize(1).first().asString().contains("朝阳路");
        assertThat(remark(State.CASE, question).edited()).contains("朝阳路");
        assertThat(remark(State.NEW, praise).edited()).contains("又堵了").doesNotContain("16035512046");
    }

    /** The labelled messages of the demo city: what wants an answer is hardly ever left to a second look. */
    @Test
    void theSortingFindsAlmostAllThatWantAnAnswer() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        int asking = 0;
        int found = 0;
        for (String line : Files.readAllLines(Path.of("src/main/resources/demo/dev-messages.jsonl"))) {
            JsonNode message = json.readTree(line);
            String text = message.get("text").asString();
            if (!Set.of("thanks", "other").contains(message.get("type").asString())) {
                asking++;
                Message.Kind kind = Message.Kind.valueOf(asking(text));
                found += Arrivals.asks(text, Way.COMMENT, kind) ? 1 : 0;
            }
        }

        assertThat(asking).isEqualTo(370);
        assertThat(found).isGreaterThanOrEqualTo(363);
    }

    private String asking(String text) {
        return words.kind(text).toUpperCase(Locale.ROOT);
    }

    @Test
    void theAuthorIsForgottenWithTheText() {
        long message = arrivals.arrive(comment("forget", "p5", "怎么报名？"));
        String number = caseOf(message).number();

        forgetting.forget(List.of(message));

        assertThat(arrivals.origin(number).orElseThrow().author()).isEqualTo(new Author("", ""));
    }
}
