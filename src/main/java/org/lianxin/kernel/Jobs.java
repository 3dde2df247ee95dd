package org.lianxin.kernel;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Whether what runs by itself may run. Off ({@code lianxin.jobs=false}) in commands that only look or add something beside a running
 * program; paused while the demo city lives through its past under a clock of its own.
 */
@Component
public final class Jobs {
    private volatile boolean running;

    Jobs(@Value("${lianxin.jobs:true}") boolean running) {
        this.running = running;
    }

    public boolean running() {
        return running;
    }

    public void pause() {
        running = false;
    }

    public void resume() {
        running = true;
    }

    @Configuration
    static class Timetable {
        /** Every {@code @Scheduled} method passes this gate. */
        @Bean
        ThreadPoolTaskScheduler taskScheduler(Jobs jobs) {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setPoolSize(4);
            scheduler.setThreadNamePrefix("job-");
            scheduler.setDaemon(true);
            scheduler.setTaskDecorator(task -> () -> {
                if (jobs.running()) {
                    task.run();
                }
            });
            return scheduler;
        }
    }
}
