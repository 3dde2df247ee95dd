package org.lianxin.api.mastodon.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Scopes;

class ListenerTests {
    private static final Stream USER = Stream.of("user", "").orElseThrow();
    private static final Caller CALLER = new Caller(null, null, new Scopes(Set.of("read")), 1, 1);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch reads = new CountDownLatch(1);

    private Listener listener(boolean slow) {
        return new Listener(
                CALLER,
                "text",
                new Sink() {
                    @Override
                    public void say(Stream stream, String event, String payload) throws IOException {
                        try {
                            if (slow) {
                                reads.await();
                            }
                        } catch (InterruptedException stopped) {
                            throw new IOException(stopped);
                        }
                        said.add(event + " " + payload);
                    }

                    @Override
                    public void beat() {
                        said.add("beat");
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                },
                gone -> ended.countDown());
    }

    @Test
    void it_is_told_in_order_after_a_first_sign_of_life() throws Exception {
        Listener listener = listener(false);
        listener.tell(USER, "update", "1");
        listener.tell(USER, "delete", "1");
        listener.start();
        while (said.size() < 3) {
            Thread.onSpinWait();
        }
        listener.end();

        assertThat(said).containsExactly("beat", "update 1", "delete 1");
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_that_does_not_read_is_let_go_and_delays_nobody() throws Exception {
        Listener listener = listener(true);
        listener.start();
        int told = 0;
        while (listener.open() && told < 10 * Listener.WAITING) {
            listener.tell(USER, "update", Integer.toString(told++));
        }

        assertThat(listener.open()).isFalse();
        assertThat(told).isBetween(Listener.WAITING, Listener.WAITING + 3);
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        reads.countDown();
    }
}
