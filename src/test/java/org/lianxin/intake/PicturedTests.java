package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.intake.PicturesToFetch.Due;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Drawing;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is still to be fetched is neither lost nor fetched for ever, and goes with its message. What is claimed within the transaction that
 * enters it, nobody else has seen.
 */
@LianxinTest
class PicturedTests {
    @Autowired
    Pictured pictured;

    @Autowired
    PicturesToFetch waiting;

    @Autowired
    Arrivals arrivals;

    @Autowired
    RemarkPictures shown;

    @Autowired
    Forgetting forgetting;

    @Autowired
    Media media;

    @Autowired
    Cases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    LianxinClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    @Autowired
    ApplicationContext context;

    private long account;

    @BeforeEach
    void anAccount() {
        String name = Deeds.fresh("pictured");
        account = accounts.open(
                        NewAccount.of(Cast.in(context).unit("traffic").id(), Platform.SANDBOX, name, name)
                                .withExcuse("测试用的又一个账号"),
                        null)
                .orThrow()
                .id();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Arrival arrival(String words) {
        return arrival(words, "o1");
    }

    private Arrival arrival(String words, String author) {
        return new Arrival(
                account,
                Deeds.fresh("message/"),
                "private/1",
                "",
                Arrival.Way.PRIVATE,
                words,
                "",
                new Arrival.Author(author, ""),
                Instant.parse("2026-11-25T01:00:00Z"),
                List.of());
    }

    /** Registered with its pictures, which this test alone has claimed, as somebody has who is killed then. */
    private List<Due> claimed(Arrival arrival, List<String> sources) {
        return transaction.execute(t -> {
            pictured.arrive(arrival, sources);
            return waiting.claim(1_000).stream()
                    .filter(d -> d.account() == account)
                    .toList();
        });
    }

    private long message(List<Due> due) {
        return due.getFirst().message();
    }

    private Case caseOf(long message) {
        return cases
                .list(
                        new Cases.Filter(Cases.Part.ALL, null, null, ""),
                        null,
                        200,
                        Cast.in(context).person("office"))
                .items()
                .stream()
                .filter(c -> c.message() == message)
                .findFirst()
                .orElseThrow();
    }

    private List<Due> ours() {
        return waiting.claim(1_000).stream().filter(d -> d.account() == account).toList();
    }

    @Test
    void whoeverIsKilledWhileFetchingIsFollowedByAnother() {
        List<Due> due = claimed(arrival("路灯什么时候修？"), List.of("a", "b"));
        assertThat(due).extracting(Due::source).containsExactlyInAnyOrder("a", "b");
        assertThat(ours()).isEmpty();
        transaction.executeWithoutResult(t -> {
            // the job that runs by itself leaves them alone meanwhile
            db.sql("select place from intake.picture_to_fetch where account = ? for update")
                    .param(account)
                    .query(Integer.class)
                    .list();
            clock.set(clock.instant().plus(Duration.ofMinutes(4)));
            assertThat(ours()).containsExactlyInAnyOrderElementsOf(due);
        });
    }

    @Test
    void thePictureOfWhatIsAddedGoesToTheCaseAndGoesWithIt() {
        long first = message(claimed(arrival("路灯什么时候修？"), List.of("a")));
        Due more = claimed(arrival("谢谢"), List.of("b")).getFirst();
        String hash = media.picture(new ByteArrayInputStream(Drawing.plain()), null)
                .orThrow()
                .hash();
        transaction.executeWithoutResult(t -> {
            long target = waiting.target(more).orElseThrow();
            assertThat(target).isEqualTo(first);
            assertThat(waiting.add(target, hash)).containsExactly(hash);
            assertThat(waiting.add(target, hash)).as("once").containsExactly(hash);
            context.getBean(Illustrating.class).illustrated(target, List.of(hash));
            waiting.done(more);
        });
        assertThat(caseOf(first).pictures()).containsExactly(hash);
        assertThat(pictured.missing(first)).isEqualTo(new Pictured.Missing(1, 0));

        forgetting.forget(List.of(first));
        assertThat(media.find(hash)).isEmpty();
        assertThat(pictured.missing(first)).isEqualTo(new Pictured.Missing(0, 0));
    }

    @Test
    void thePictureOfARemarkIsSeenByWhoLooksItThroughAndByNoOtherUnit() {
        Cast cast = Cast.in(context);
        List<Due> due = claimed(arrival("辛苦了"), List.of("a", "b"));
        assertThat(remark(due, cast.person("traffic.editor")).missing()).isEqualTo(new Pictured.Missing(2, 0));
        String hash = media.picture(new ByteArrayInputStream(Drawing.plain()), null)
                .orThrow()
                .hash();
        transaction.executeWithoutResult(t -> {
            waiting.add(waiting.target(due.getFirst()).orElseThrow(), hash);
            waiting.done(due.getFirst());
        });
        waiting.never(due.getLast(), "gone");
        Remark remark = remark(due, cast.person("traffic.editor"));
        assertThat(remark.pictures()).containsExactly(hash);
        assertThat(remark.missing()).isEqualTo(new Pictured.Missing(0, 1));
        assertThat(List.of("traffic.editor", "traffic.leader", "inspector", "office"))
                .allMatch(login -> shown.maySee(hash, cast.person(login)));
        assertThat(shown.maySee(hash, cast.person("water.editor"))).isFalse();
        assertThat(shown.maySee("0".repeat(64), cast.person("office"))).isFalse();
    }

    private Remark remark(List<Due> due, Person by) {
        return arrivals.remarks(Arrival.State.NEW, null, 100, by).stream()
                .filter(r -> r.message() == message(due))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCannotBeHadIsLookedForOnTheNetworkAndWhatItsAuthorTookAwayIsNotFetched() {
        Arrival arrival = arrival("路灯什么时候修？");
        List<Due> due = claimed(arrival, List.of("a", "b"));
        waiting.never(due.getFirst(), "gone");
        waiting.later(due.getLast(), "busy");
        assertThat(pictured.missing(message(due))).isEqualTo(new Pictured.Missing(1, 1));
        arrivals.deleted(account, arrival.remoteId());
        assertThat(pictured.missing(message(due))).isEqualTo(new Pictured.Missing(0, 0));
    }

    @Test
    void nothingIsTriedForEver() {
        List<Due> due = claimed(arrival("路灯什么时候修？"), List.of("a"));
        for (int i = 0; i < 10; i++) {
            waiting.later(due.getFirst(), "busy");
            transaction.executeWithoutResult(t -> {
                clock.set(clock.instant().plus(Duration.ofHours(20)));
                ours();
            });
        }
        waiting.later(due.getFirst(), "busy");
        assertThat(pictured.missing(message(due))).isEqualTo(new Pictured.Missing(0, 1));
    }

    @Test
    void onlySoManyOfOneMessageAndOfOneAuthorAndOfOneAccountWaitAndWhatIsLeftOutIsSeenToBeMissing() {
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "p" + i).toList();
        assertThat(claimed(arrival("路灯什么时候修？"), many)).hasSize(9);
        int ofOne = 9;
        for (int i = 0; i < 9; i++) {
            ofOne += claimed(arrival("路灯什么时候修？" + i), many).size();
        }
        assertThat(ofOne).isEqualTo(PicturesToFetch.OF_ONE);
        List<Due> another = claimed(arrival("别人的路灯什么时候修？", "o2"), many);
        assertThat(another).as("who writes much takes no place of others").hasSize(9);
        for (int i = 0; i < 20; i++) {
            claimed(arrival("路灯什么时候修？", "p" + i), many);
        }
        int waits = db.sql("select count(*) from intake.picture_to_fetch where account = ? and next_at < 'infinity'")
                .param(account)
                .query(Integer.class)
                .single();
        assertThat(waits).isEqualTo(PicturesToFetch.WAITING);
        long last = transaction.execute(t -> pictured.arrive(arrival("最后一问，什么时候修？", "o3"), many));
        assertThat(pictured.missing(last)).isEqualTo(new Pictured.Missing(0, 9));
        waiting.never(another.getFirst(), "gone");
        assertThat(db.sql("select sender from intake.picture_to_fetch where account = ? and next_at = 'infinity'")
                        .param(account)
                        .query(String.class)
                        .list())
                .as("who wrote is told from others only while they wait")
                .containsOnly("");
    }

    @Test
    void aPictureIsLostForWhatItIsAndNeverForWhatTheMachineWasBusyWith() {
        assertThat(Pictured.passes(new Outcome.Refused<>(Outcome.Kind.TOO_MANY, "media.busy", List.of(), null)))
                .isTrue();
        assertThat(Pictured.passes(new Outcome.Refused<>(Outcome.Kind.INVALID, "media.disk-full", List.of(), "file")))
                .isTrue();
        assertThat(Pictured.passes(new Outcome.Refused<>(Outcome.Kind.INVALID, "media.broken", List.of(), "file")))
                .isFalse();
    }
}
