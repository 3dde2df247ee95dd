package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a claim takes when a network that was away has let thousands wait, with the statistics of a quiet day. Run by {@code bench/claim}. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
class ClaimBench {
    private static final int SETTLED = 400_000;
    private static final int ACCOUNTS = 300;

    @Autowired
    JdbcClient db;

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    private void rows(String state, long from, int count, String settled) {
        db.sql("""
                insert into delivery.delivery (id, review, target, kind, account, platform, subject_type, subject_id, unit, reference, digest, reason,
                  state, queued_at, order_at, next_at, confirmed_at)
                select :from + g, :from + g, 'x', 'PUBLISH', 1 + g % :accounts, 'WEIBO', 'post', g, 1, g::text, '', '', :state,
                  :at, :at, :at, """ + settled + " from generate_series(1, :count) g")
                .param("from", from)
                .param("count", count)
                .param("accounts", ACCOUNTS)
                .param("state", state)
                .param("at", Sql.time(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    @Test
    void claims() {
        // accounts and units of their own are not needed to find what is next
        for (String reference : List.of("delivery_account_fkey", "delivery_unit_fkey")) {
            db.sql("alter table delivery.delivery drop constraint " + reference).update();
        }
        rows("CONFIRMED", 1, SETTLED, ":at");
        db.sql("vacuum analyze delivery.delivery").update();
        int queued = 0;
        for (int wanted : List.of(300, 3_000, 12_000)) {
            rows("QUEUED", 1_000_000L + queued, wanted - queued, "null");
            queued = wanted;
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Instant now = clock.instant();
                long began = System.nanoTime();
                assertThat(outbox.claim(Platform.WEIBO, 20, now)).hasSize(20);
                millis.add((System.nanoTime() - began) / 1_000_000);
                db.sql(
                                "update delivery.delivery set state = 'QUEUED', owner = null, lease_at = null where state = 'CLAIMED'")
                        .update();
            }
            System.out.println(wanted + " waiting over " + ACCOUNTS + " accounts, " + SETTLED
                    + " settled: a claim of 20 in " + millis.stream().sorted().toList() + " ms");
        }
    }
}
