package org.lianxin.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What a network allows, counted in the database. */
@LianxinTest
class AllowancesTests {
    private static final Instant START = Instant.parse("2026-11-25T02:00:00Z");
    private static final AtomicLong NEXT = new AtomicLong(7_000_000);
    private static final Allowance HOUR = new Allowance("publish", 3, Duration.ofHours(1));
    private static final Allowance DAY = new Allowance("calls", 5, Duration.ofDays(1));

    @Autowired
    Allowances allowances;

    @Autowired
    LianxinClock clock;

    long account;

    @BeforeEach
    void account() {
        account = NEXT.getAndIncrement();
        clock.set(START);
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Optional<Instant> after(Duration time, Allowance... wanted) {
        clock.set(START.plus(time));
        return allowances.take(account, List.of(wanted));
    }

    @Test
    void soManyInAnyStretchOfTimeAndThenItSaysWhenItGoesOn() {
        assertThat(after(Duration.ZERO, HOUR)).isEmpty();
        assertThat(after(Duration.ofMinutes(10), HOUR)).isEmpty();
        assertThat(after(Duration.ofMinutes(20), HOUR)).isEmpty();
        assertThat(after(Duration.ofMinutes(59), HOUR)).contains(START.plus(Duration.ofHours(1)));
        assertThat(after(Duration.ofHours(1), HOUR)).isEmpty();
        assertThat(after(Duration.ofMinutes(61), HOUR)).contains(START.plus(Duration.ofMinutes(70)));
    }

    @Test
    void ofSeveralTheLatestCountsAndNothingIsTaken() {
        for (int i = 0; i < 3; i++) {
            assertThat(after(Duration.ofMinutes(i), HOUR, DAY)).isEmpty();
        }
        assertThat(after(Duration.ofMinutes(5), HOUR, DAY)).contains(START.plus(Duration.ofHours(1)));
        assertThat(allowances.used(account, DAY)).isEqualTo(3);
        assertThat(after(Duration.ofMinutes(6), DAY)).isEmpty();
        assertThat(after(Duration.ofMinutes(7), DAY)).isEmpty();
        assertThat(after(Duration.ofHours(2), HOUR, DAY)).contains(START.plus(Duration.ofDays(1)));
        assertThat(allowances.used(account, HOUR)).isZero();
    }

    @Test
    void manyAtOnceTakeNoMoreThanThereIs() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = IntStream.range(0, 30)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> allowances.take(account, List.of(DAY)).isEmpty())
                    .toList();
            int taken = 0;
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                taken += call.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(DAY.most());
        }
    }

    @Test
    void nothingAllowedIsNothingTaken() {
        assertThat(after(Duration.ZERO, new Allowance("publish", 0, Duration.ofHours(1))))
                .contains(START.plus(Duration.ofHours(1)));
    }

    @Test
    void itIsWrittenAsANumberAndADuration() {
        assertThat(Allowance.parse("publish", "30/1h")).isEqualTo(new Allowance("publish", 30, Duration.ofHours(1)));
        assertThat(Allowance.parse("calls", " 100/1d ").part(0.67))
                .isEqualTo(new Allowance("calls", 67, Duration.ofDays(1)));
        assertThatThrownBy(() -> Allowance.parse("publish", "many")).isInstanceOf(IllegalArgumentException.class);
    }
}
