package org.lianxin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What runs by itself pauses and goes on. */
class JobsTests {

    @Test
    void aJobThatWasDueDuringAPauseGoesOnAfterIt() throws Exception {
        Jobs jobs = new Jobs(true);
        ThreadPoolTaskScheduler scheduler = new Jobs.Timetable().taskScheduler(jobs);
        scheduler.initialize();
        Semaphore runs = new Semaphore(0);
        try {
            scheduler.scheduleWithFixedDelay(() -> runs.release(), Duration.ofMillis(5));
            assertThat(runs.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();

            jobs.pause();
            assertThat(runs.tryAcquire(1_000, 100, TimeUnit.MILLISECONDS))
                    .as("ten times as long as it takes to be due again")
                    .isFalse();
            runs.drainPermits();
            assertThat(runs.tryAcquire(2, 100, TimeUnit.MILLISECONDS)).isFalse();

            jobs.resume();
            assertThat(runs.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
        } finally {
            scheduler.shutdown();
        }
    }
}
