package org.lianxin.kernel;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Whether what runs by itself may run. Off ({@code lianxin.jobs=false}) in commands that only look or add something beside a running
 * program; paused while the demo city lives through its past under a clock of its own.
 */
@Component
public final class Jobs {
    private boolean running;
    private boolean ending;

    Jobs(@Value("${lianxin.jobs:true}") boolean running) {
        this.running = running;
    }

    public synchronized boolean running() {
        return running;
    }

    public synchronized void pause() {
        running = false;
    }

    public synchronized void resume() {
        running = true;
        notifyAll();
    }

    /** Whoever waits goes home: a program does not end while a job is under way, and to its scheduler that is one. */
    @EventListener(ContextClosedEvent.class)
    synchronized void end() {
        ending = true;
        notifyAll();
    }

    /** Whether it may run. */
    private synchronized boolean await() throws InterruptedException {
        while (!running && !ending) {
            wait();
        }
        return running;
    }

    @Configuration
    static class Timetable {
        /**
         * Every {@code @Scheduled} method passes this gate, and waits before it while it is shut: what is decorated also sets the next time, so
         * that a job let fall here would never come again.
         */
        @Bean
        ThreadPoolTaskScheduler taskScheduler(Jobs jobs) {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setPoolSize(4);
            scheduler.setThreadNamePrefix("job-");
            scheduler.setDaemon(true);
            scheduler.setTaskDecorator(task -> () -> {
                try {
                    if (jobs.await()) {
                        task.run();
                    }
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            return scheduler;
        }
    }
}
