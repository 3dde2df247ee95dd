package org.lianxin.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Acknowledging;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What whoever wrote privately is told at once, and when nothing is said. */
@LianxinTest
class ReceiptsTests {
    private static final Duration SECONDS = Duration.ofSeconds(30);

    @Autowired
    Acknowledging acknowledging;

    @Autowired
    Arrivals arrivals;

    @Autowired
    Accounts accounts;

    @Autowired
    ApplicationContext context;

    private long account;

    @BeforeEach
    void anAccount() {
        String name = Deeds.fresh("receipts");
        account = accounts.open(
                        NewAccount.of(Cast.in(context).unit("traffic").id(), Platform.WECHAT, name, name)
                                .withExcuse("测试用的又一个账号"),
                        null)
                .orThrow()
                .id();
    }

    private long arrived(Arrival.Way way, String words) {
        return arrivals.arrive(new Arrival(
                account,
                Deeds.fresh("message/"),
                "private/1",
                "",
                way,
                words,
                "",
                new Arrival.Author("o1", ""),
                Instant.parse("2026-11-25T01:00:00Z"),
                List.of()));
    }

    private java.util.Optional<String> receipt(long message, int most) {
        return new Receipts(acknowledging, true, SECONDS).of(message, System.nanoTime(), most);
    }

    @Test
    void the_same_message_has_the_same_receipt_and_what_does_not_fit_is_left_out() {
        long message = arrived(Arrival.Way.PRIVATE, "红绿灯什么时候修好？");
        String whole = receipt(message, 300).orElseThrow();
        assertThat(whole).contains("编号", "查询码", "/follow?number=", "最晚").hasSizeLessThan(300);
        assertThat(receipt(message, 300)).contains(whole);
        assertThat(receipt(message, whole.length()).orElseThrow())
                .contains("编号")
                .doesNotContain("查询码");
        assertThat(receipt(message, 60).orElseThrow()).contains("编号").doesNotContain("follow");
        assertThat(receipt(message, 10)).isEmpty();
    }

    @Test
    void who_writes_english_reads_english() {
        String receipt = receipt(arrived(Arrival.Way.PRIVATE, "When will the traffic light be repaired?"), 300)
                .orElseThrow();
        assertThat(receipt).contains("Number: ", "Key: ", "You will be answered by ", "/en/follow?number=");
    }

    @Test
    void nothing_is_said_of_a_remark_or_in_public_or_where_it_is_not_wanted_or_when_it_is_late() {
        long message = arrived(Arrival.Way.PRIVATE, "路灯什么时候修？");
        assertThat(receipt(arrived(Arrival.Way.COMMENT, "路灯什么时候修？"), 300)).isEmpty();
        assertThat(receipt(message, 300)).isPresent();
        assertThat(new Receipts(acknowledging, false, SECONDS).of(message, System.nanoTime(), 300))
                .isEmpty();
        assertThat(new Receipts(acknowledging, true, Duration.ZERO).of(message, System.nanoTime(), 300))
                .isEmpty();
    }
}
