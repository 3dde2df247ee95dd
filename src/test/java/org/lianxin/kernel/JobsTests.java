package org.lianxin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
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

    @EnableScheduling
    static class Program {
        @Scheduled(fixedDelay = 5)
        void job() {
            throw new IllegalStateException("it may not run");
        }
    }

    @Test
    void aProgramInWhichNoJobMayRunEndsAtOnce() {
        var program = new AnnotationConfigApplicationContext();
        program.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("off", Map.of("lianxin.jobs", false)));
        program.register(Jobs.class, Jobs.Timetable.class, Program.class);
        program.refresh();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (program.getBean(ThreadPoolTaskScheduler.class).getActiveCount() == 0) {
            assertThat(System.nanoTime()).as("a job waits").isLessThan(end);
            Thread.onSpinWait();
        }

        long began = System.nanoTime();
        program.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
}
