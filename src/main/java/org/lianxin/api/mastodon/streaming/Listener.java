package org.lianxin.api.mastodon.streaming;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Callers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app that listens. What it is to hear waits in a queue of its own, written by a thread of its own, so that one that reads slowly
 * delays nobody; one that is {@link #WAITING} behind is let go and reads anew.
 */
final class Listener {
    static final int WAITING = 200;
    /** How often an open way is felt for; apps and gateways give up a silent one after a minute. */
    private static final Duration BEAT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final String token;
    private final Sink sink;
    private final Set<Stream> streams = new CopyOnWriteArraySet<>();
    private final BlockingQueue<Said> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Consumer<Listener> ended;
    private volatile Caller caller;

    private record Said(Stream stream, String event, String payload) {}

    Listener(Caller caller, String token, Sink sink, Consumer<Listener> ended) {
        this.caller = caller;
        this.token = token;
        this.sink = sink;
        this.ended = ended;
    }

    void start() {
        Thread.ofVirtual().name("listener-" + caller.token()).start(this::run);
    }

    private void run() {
        try {
            sink.beat();
            while (open.get()) {
                @Nullable Said next = queue.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    sink.beat();
                } else {
                    sink.say(next.stream(), next.event(), next.payload());
                }
            }
        } catch (IOException | IllegalStateException gone) {
            // the app went away
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    void tell(Stream stream, String event, String payload) {
        if (!queue.offer(new Said(stream, event, payload))) {
            end();
        }
    }

    /** It hears nothing more. What is being written to somebody who does not read breaks off. */
    void end() {
        if (open.compareAndSet(true, false)) {
            ended.accept(this);
            sink.close();
        }
    }

    boolean open() {
        return open.get();
    }

    Caller caller() {
        return caller;
    }

    /** Asks by its token who is behind it now, with which rights; if nobody is who may, it hears nothing more. */
    boolean still(Callers callers) {
        try {
            if (callers.of(token) instanceof Callers.Known(Caller renewed) && renewed.somebody()) {
                caller = renewed;
                return true;
            }
        } catch (RuntimeException fault) {
            LOG.warn("an app that listens is let go, since nobody can say whose it is", fault);
        }
        end();
        return false;
    }

    Set<Stream> streams() {
        return streams;
    }
}
