package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Arrival.Author;
import org.lianxin.intake.Arrival.Way;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ten thousand comments, each brought twice, in any order, by many at once, to four accounts: each is there once, in its thread. */
@LianxinTest(properties = "lianxin.tests.intake=many")
class ManyArrivalsTests {
    private static final int COMMENTS = 10_000;
    private static final int THREADS = 200;
    private static final int AT_ONCE = 8;

    @Autowired
    Arrivals arrivals;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient db;

    @Autowired
    ApplicationContext context;

    private List<Long> fourAccounts() {
        List<Long> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(accounts.open(
                            NewAccount.of(
                                            Cast.in(context)
                                                    .unit(i < 2 ? "traffic" : "water")
                                                    .id(),
                                            Platform.WEIBO,
                                            "many" + i,
                                            "many" + i)
                                    .withExcuse("测试用的账号"),
                            null)
                    .orThrow()
                    .id());
        }
        return four;
    }

    @Test
    void tenThousandCommentsBroughtTwiceInAnyOrderAreTenThousandMessagesInTheirThreads() throws Exception {
        List<Long> four = fourAccounts();
        List<Arrival> all = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            int thread = i % THREADS;
            int place = i / THREADS;
            Arrival one = new Arrival(
                    four.get(thread % 4),
                    "comment/" + i,
                    "status/" + thread,
                    place == 0 ? "" : "comment/" + (i - THREADS),
                    Way.COMMENT,
                    i % 3 == 0 ? "红绿灯什么时候修好？" : i % 3 == 1 ? "辛苦了" : "我家门口也是这样，已经三天了，没人来管",
                    "",
                    new Author("9" + i % 777, "网友" + i % 777),
                    Instant.parse("2026-11-20T00:00:00Z").plusSeconds(i),
                    List.of());
            all.add(one);
            all.add(one);
        }
        Collections.shuffle(all, new Random(7));

        Map<String, Long> messages = new HashMap<>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Long>> calls = all.stream()
                    .<Callable<Long>>map(a -> () -> arrivals.arrive(a))
                    .toList();
            List<Future<Long>> ids = threads.invokeAll(calls);
            for (int i = 0; i < all.size(); i++) {
                Long before = messages.put(all.get(i).remoteId(), ids.get(i).get());
                assertThat(before == null || before.equals(ids.get(i).get())).isTrue();
            }
        }

        assertThat(messages).hasSize(COMMENTS);
        assertThat(messages.values()).doesNotHaveDuplicates();
        assertThat(count("select count(*) from intake.arrival")).isEqualTo(COMMENTS);
        assertThat(count("select count(*) from intake.message")).isEqualTo(COMMENTS);
        assertThat(count("select count(*) from cases.face_case"))
                .as("what asks is a case, the rest waits to be looked at")
                .isEqualTo(count("select count(*) from intake.arrival where state = 'CASE'"))
                .isEqualTo(COMMENTS - COMMENTS / 3);
        for (int thread : new int[] {0, 1, 77, THREADS - 1}) {
            long first = messages.get("comment/" + thread);
            assertThat(arrivals.thread(first, COMMENTS, Cast.in(context).person("office")))
                    .extracting(Remark::message)
                    .containsExactlyElementsOf(java.util.stream.IntStream.range(0, COMMENTS / THREADS)
                            .mapToObj(place -> messages.get("comment/" + (thread + place * THREADS)))
                            .toList());
        }
    }

    private long count(String sql) {
        return db.sql(sql).query((row, n) -> row.getLong(1)).single();
    }
}
