package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.kernel.Jobs;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Account;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is said reaches every server where somebody follows, in order, however long a server is away; who is gone is left alone. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false",
            "lianxin.tests.clock=postman"
        })
class PostmanTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    Addresses addresses;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private FarServer far;
    private Account account;
    private Letterbox letterbox;
    private String host;

    @BeforeEach
    void aFollowedAccount() throws IOException {
        far = new FarServer(port);
        account = Abroad.account(context, "traffic");
        letterbox = new Letterbox(context);
        host = far.base().substring(7);
        follow(far, "lin");
    }

    @AfterEach
    void shut() {
        clock.set(null);
        far.close();
        db.sql("delete from federation.sending").update();
    }

    private void follow(FarServer server, String name) {
        server.say(name, server.activity("Follow", name, addresses.actor(account.id())));
        worker.all();
        server.heard.clear();
    }

    private Attempt.Confirmed publish(String text) {
        return letterbox.publish(
                account, Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), "通知", text));
    }

    private void later(Duration duration) {
        clock.set(clock.instant().plus(duration));
        worker.all();
    }

    private List<String> queue() {
        return db.sql(
                        "select s.state || ' ' || s.attempts || ' ' || s.why from federation.sending s join federation.activity a on a.id = s.activity where a.account = ? and a.type <> 'ACCEPT' order by s.activity")
                .param(account.id())
                .query((r, n) -> r.getString(1))
                .list();
    }

    private long followers() {
        return context.getBean(Followers.class).count(account.id());
    }

    @Test
    void a_server_in_trouble_is_tried_again_and_hears_everything_in_order() {
        far.answers = heard -> 500;
        Manuscript first = Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), "停水", "今晚停水。");
        Attempt.Confirmed published = letterbox.publish(account, first);
        worker.all();
        letterbox.hand(letterbox.parcel(
                Parcel.Kind.CORRECT,
                account,
                Letterbox.manuscript(account, "correction", first.reference(), "停水", "明晚停水。"),
                published.remoteId()));
        worker.all();
        // what comes later waits for what came before
        assertThat(queue()).containsExactly("QUEUED 1 500", "QUEUED 0 ");
        far.answers = heard -> 202;
        later(Duration.ofMinutes(1));
        assertThat(far.heard).extracting(h -> Json.text(h.body(), "type")).containsExactly("Create", "Update");
        assertThat(queue()).containsExactly("SENT 2 ", "SENT 1 ");
    }

    @Test
    void sixteen_tries_take_two_to_three_days_and_then_it_is_enough() {
        Duration least = Duration.ZERO;
        Duration most = Duration.ZERO;
        for (int n = 1; n < Patience.TRIES; n++) {
            least = least.plus(Patience.after(n, 0));
            most = most.plus(Patience.after(n, 1));
        }
        assertThat(least).isBetween(Duration.ofDays(2), Duration.ofDays(3));
        assertThat(most).isBetween(Duration.ofDays(2), Duration.ofDays(4));
        far.answers = heard -> 500;
        publish("停水");
        worker.all();
        for (int i = 0; i < 40 && queue().getFirst().startsWith("QUEUED"); i++) {
            // kept from being called away altogether: that is another test
            db.sql("update federation.host set failing_days = 0, failures = 0, open_until = null")
                    .update();
            later(Duration.ofHours(22));
        }
        assertThat(queue()).containsExactly("FAILED 16 500");
    }

    @Test
    void a_server_that_asks_for_time_gets_it() {
        far.answers = heard -> 429;
        far.retryAfter = "7200";
        publish("停水");
        worker.all();
        far.answers = heard -> 202;
        later(Duration.ofMinutes(100));
        assertThat(far.heard).isEmpty();
        later(Duration.ofMinutes(30));
        assertThat(far.heard).hasSize(1);
    }

    @Test
    void what_a_server_refuses_for_good_is_not_offered_again() {
        far.answers = heard -> 404;
        publish("停水");
        worker.all();
        assertThat(queue()).containsExactly("FAILED 1 404");
    }

    @Test
    void a_server_that_is_gone_has_no_followers_any_more() {
        far.answers = heard -> 410;
        publish("停水");
        worker.all();
        assertThat(followers()).isZero();
        assertThat(queue()).containsExactly("FAILED 1 410");
        publish("又停水");
        assertThat(queue()).hasSize(1);
    }

    @Test
    void the_other_form_of_signature_is_tried_once_and_remembered() {
        AtomicInteger refused = new AtomicInteger();
        far.answers = heard -> {
            boolean rfc = heard.headers().containsKey("signature-input");
            if (!rfc) {
                refused.incrementAndGet();
            }
            return rfc ? 202 : 401;
        };
        publish("停水");
        worker.all();
        publish("又停水");
        worker.all();
        assertThat(far.heard).hasSize(2);
        assertThat(refused).hasValue(1);
        assertThat(context.getBean(Hosts.class).form(host)).isEqualTo(Signatures.RFC9421);
    }

    @Test
    void ten_failures_in_a_row_give_a_server_a_rest() {
        for (int i = 0; i < 10; i++) {
            context.getBean(Hosts.class).failed(host, "500");
        }
        publish("停水");
        worker.all();
        assertThat(far.heard).isEmpty();
        later(Duration.ofSeconds(90));
        assertThat(far.heard).hasSize(1);
    }

    @Test
    void seven_failing_days_stop_a_server_until_it_says_something() {
        Instant start = clock.instant();
        far.answers = heard -> 500;
        publish("停水");
        for (int day = 0; day < 7; day++) {
            clock.set(start.plus(Duration.ofDays(day)));
            context.getBean(Hosts.class).failed(host, "500");
        }
        publish("又停水");
        far.answers = heard -> 202;
        later(Duration.ofDays(3));
        assertThat(far.heard).isEmpty();
        clock.set(null);
        follow(far, "mei");
        worker.all();
        // said while the greeting was on its way, or just before
        assertThat(db.sql(
                                "select count(*) from federation.sending s join federation.activity a on a.id = s.activity where a.account = ? and s.state = 'QUEUED'")
                        .param(account.id())
                        .query((r, n) -> r.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void a_claim_of_a_process_that_died_is_taken_up_again() {
        publish("停水");
        assertThat(context.getBean(Sendings.class).claim(10, List.of())).hasSize(1);
        worker.all();
        assertThat(far.heard).isEmpty();
        later(Sendings.LEASE.plusSeconds(1));
        assertThat(far.heard).hasSize(1);
    }

    @Test
    void a_withdrawal_waits_until_the_call_has_ended_that_brings_what_is_withdrawn() throws Exception {
        CountDownLatch here = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        far.answers = heard -> {
            here.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 202;
        };
        Manuscript post = Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), "停水", "今晚停水。");
        Attempt.Confirmed published = letterbox.publish(account, post);
        worker.look();
        assertThat(here.await(10, TimeUnit.SECONDS)).isTrue();
        withdraw(post, published);
        assertThat(context.getBean(Sendings.class).claim(10, List.of()))
                .as("while the note is under way")
                .isEmpty();
        gate.countDown();
        worker.all();
        worker.all();
        assertThat(far.heard).extracting(h -> Json.text(h.body(), "type")).containsExactly("Create", "Delete");
    }

    @Test
    void a_withdrawal_waits_no_longer_than_a_claim_of_a_process_that_died() {
        Manuscript post = Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), "停水", "今晚停水。");
        Attempt.Confirmed published = letterbox.publish(account, post);
        assertThat(context.getBean(Sendings.class).claim(10, List.of())).hasSize(1);
        withdraw(post, published);
        worker.all();
        assertThat(far.heard).isEmpty();
        later(Sendings.LEASE.plusSeconds(1));
        assertThat(far.heard).extracting(h -> Json.text(h.body(), "type")).containsExactly("Delete");
    }

    @Test
    void a_withdrawal_goes_at_once_where_the_last_try_has_ended() {
        far.answers = heard -> 500;
        Manuscript post = Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), "停水", "今晚停水。");
        Attempt.Confirmed published = letterbox.publish(account, post);
        worker.all();
        assertThat(queue()).containsExactly("QUEUED 1 500");
        far.answers = heard -> 202;
        withdraw(post, published);
        worker.all();
        assertThat(far.heard).extracting(h -> Json.text(h.body(), "type")).containsExactly("Delete");
    }

    private void withdraw(Manuscript post, Attempt.Confirmed published) {
        letterbox.hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, post, published.remoteId()));
    }

    @Test
    void what_is_under_way_is_not_claimed_again_when_its_server_says_something() {
        for (int i = 0; i < 10; i++) {
            context.getBean(Hosts.class).failed(host, "500");
        }
        clock.set(clock.instant().plusSeconds(90));
        publish("停水");
        Sendings sendings = context.getBean(Sendings.class);
        assertThat(sendings.claim(10, List.of())).hasSize(1);
        context.getBean(Hosts.class).failed(host, "500");
        context.getBean(Hosts.class).heardFrom(host);
        assertThat(sendings.claim(10, List.of())).isEmpty();
    }

    @Test
    void what_is_heard_by_an_inbox_already_is_not_looked_for_for_ever() {
        far.shared = false;
        follow(far, "wang");
        db.sql("delete from federation.follower where actor = ?")
                .param(far.actor("lin"))
                .update();
        publish("停水");
        long said = db.sql("select max(id) from federation.activity where account = ?")
                .param(account.id())
                .query((r, n) -> r.getLong(1))
                .single();
        context.getBean(Outgoing.class).to(said, Outgoing.ACTOR + far.actor("wang"));
        worker.all();
        assertThat(far.heard).as("once").hasSize(1);
        assertThat(queue()).allMatch(row -> row.startsWith("SENT")).hasSize(2);
    }

    @Test
    void what_comes_in_keeps_nothing_waiting_that_goes_out() {
        publish("停水");
        String flood = flood(120);
        worker.round();
        assertThat(flooding(flood)).isBetween(1, 119);
        assertThat(queue().getFirst()).as("went all the same").doesNotStartWith("QUEUED 0");
        worker.round();
        worker.round();
        assertThat(flooding(flood)).isZero();
        worker.all();
        assertThat(far.heard).hasSize(1);
    }

    @Test
    void what_comes_in_in_great_number_is_heard_without_a_pause() {
        String flood = flood(600);
        Worker busy = new Worker(
                new Worker.Rooms(
                        context.getBean(Hearing.class),
                        context.getBean(Sendings.class),
                        context.getBean(Postman.class),
                        new Wake(context.getBean(Jobs.class))),
                64,
                true);
        busy.start();
        try {
            // a pause after each round would make it eleven seconds
            long until = System.nanoTime() + 10_000_000_000L;
            while (flooding(flood) > 0 && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(flooding(flood)).isZero();
        } finally {
            busy.stop();
        }
    }

    /** So many activities that came in and wait to be heard; what their ids begin with. */
    private String flood(int many) {
        String flood = host + "/flood/" + account.id() + "/";
        db.sql("""
                insert into federation.received (id, number, actor, body, next_at, received_at)
                select :flood || n, :number + n, :flood || n, convert_to('{"id":"http://' || :flood || n || '","actor":"http://' || :flood || n || '","type":"x"}', 'UTF8'), :at, :at
                from generate_series(1, :many) n""")
                .param("flood", flood)
                .param("number", Letterbox.number() * 1000)
                .param("at", Sql.time(clock.instant()))
                .param("many", many)
                .update();
        return flood;
    }

    private int flooding(String flood) {
        return db.sql("select count(*) from federation.received where id like ? || '%' and body is not null")
                .param(flood)
                .query((r, n) -> r.getInt(1))
                .single();
    }

    @Test
    void what_waits_for_a_thousand_servers_is_not_compared_with_each_other_though_nothing_waited_when_it_was_counted() {
        String plan = context.getBean(TransactionTemplate.class).execute(t -> {
            publish("停水");
            enter("SENT", 20_000);
            db.sql("update federation.sending set state = 'SENT' where state = 'QUEUED'")
                    .update();
            db.sql("analyze federation.sending").update();
            publish("又停水");
            enter("QUEUED", 1_000);
            t.setRollbackOnly();
            return String.join(
                    "\n",
                    db.sql("explain (analyze, timing off) " + Sendings.CLAIM)
                            .param("now", Sql.time(clock.instant()))
                            .param("lease", Sql.time(clock.instant()))
                            .param("busy", new String[0])
                            .param("most", 64)
                            .query((row, n) -> row.getString(1))
                            .list());
        });
        assertThat(Pattern.compile("Rows Removed by (?:Join )?Filter: (\\d+)")
                        .matcher(plan)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum())
                .as("%s", plan)
                .isLessThan(100_000);
    }

    private void enter(String state, int many) {
        db.sql("""
                insert into federation.sending (activity, inbox, host, state, next_at)
                select (select max(id) from federation.activity), 'https://s' || n || '.example/inbox', 's' || n || '.example', :state, :at
                from generate_series(1, :many) n""")
                .param("state", state)
                .param("at", Sql.time(clock.instant()))
                .param("many", many)
                .update();
    }

    @Test
    void nobody_waits_for_a_slow_server() throws Exception {
        try (FarServer slow = new FarServer(port)) {
            slow.shared = false;
            for (int i = 0; i < 8; i++) {
                follow(slow, "p" + i);
            }
            CountDownLatch gate = new CountDownLatch(1);
            AtomicInteger at = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            slow.answers = heard -> {
                most.accumulateAndGet(at.incrementAndGet(), Math::max);
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                at.decrementAndGet();
                return 202;
            };
            publish("停水");
            long until = System.nanoTime() + 10_000_000_000L;
            while (far.heard.isEmpty() && System.nanoTime() < until) {
                worker.look();
                Thread.onSpinWait();
            }
            assertThat(far.heard).hasSize(1);
            assertThat(slow.heard).isEmpty();
            gate.countDown();
            worker.all();
            assertThat(slow.heard).hasSize(8);
            assertThat(most.get()).isLessThanOrEqualTo(4);
        }
    }
}
