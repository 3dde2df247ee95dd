package org.lianxin.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.lianxin.registry.Platform;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Import;

/**
 * A forum in this process that does what a test says: takes, refuses, loses answers, is slow or down, shows its timeline or does not. It stands
 * in the place of the connector for real forums.
 */
@Import({ScriptedNetwork.Instead.class, ScriptedNetwork.Halt.class})
class ScriptedNetwork implements Publishes, Withdraws, ReadsBack, ShowsTimeline {
    /** Takes the real one away. */
    static class Instead implements BeanDefinitionRegistryPostProcessor {
        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
            registry.removeBeanDefinition(List.of(registry.getBeanDefinitionNames()).stream()
                    .filter(name -> "org.lianxin.channels.discourse.Discourse"
                            .equals(registry.getBeanDefinition(name).getBeanClassName()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** Something else of the program that says what may not go out for now. */
    static class Halt implements Hold {
        final List<Held> told = new CopyOnWriteArrayList<>();

        @Override
        public List<Held> held() {
            return told;
        }
    }

    /** What happens to one call. */
    enum Fault {
        REFUSE,
        DOWN,
        OVER_QUOTA,
        TAKEN_AND_LOST,
        LOST,
        THROWN
    }

    record Post(String remoteId, long account, long delivery, String text) {}

    final List<Post> taken = new CopyOnWriteArrayList<>();
    final List<Post> removed = new CopyOnWriteArrayList<>();
    private final Map<Long, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<Long, CountDownLatch> slow = new ConcurrentHashMap<>();
    /** How often each account's timeline was asked for. */
    final Map<Long, Integer> reads = new ConcurrentHashMap<>();

    private final Map<Long, Boolean> unreadable = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong(1);

    void next(long account, Fault... what) {
        faults.computeIfAbsent(account, a -> new ArrayDeque<>()).addAll(List.of(what));
    }

    /** Calls for the account wait until the latch is open. */
    void slow(long account, CountDownLatch latch) {
        slow.put(account, latch);
    }

    void unreadable(long account, boolean yes) {
        unreadable.put(account, yes);
    }

    List<String> texts(long account) {
        return taken.stream()
                .filter(p -> p.account() == account)
                .map(Post::text)
                .toList();
    }

    @Override
    public Platform platform() {
        return Platform.FORUM;
    }

    @Override
    public Limits limits() {
        return new Limits(140, 1, false, false, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return new Fitted("text/plain", manuscript.text().getBytes(StandardCharsets.UTF_8), null);
    }

    private synchronized Optional<Fault> fault(long account) {
        return Optional.ofNullable(
                faults.computeIfAbsent(account, a -> new ArrayDeque<>()).poll());
    }

    @Override
    public Attempt publish(Parcel parcel) {
        waitIfSlow(parcel.account());
        Fault fault = fault(parcel.account()).orElse(null);
        if (fault == Fault.REFUSE) {
            return new Attempt.Refused("敏感词：不允许发布");
        } else if (fault == Fault.DOWN) {
            return new Attempt.NotSent("连不上", 0);
        } else if (fault == Fault.OVER_QUOTA) {
            return new Attempt.Waits("今天的次数用完", parcel.at().plus(java.time.Duration.ofHours(20)));
        } else if (fault == Fault.LOST) {
            return new Attempt.Unknown("等不到回答");
        }
        Post post = new Post(
                "f" + next.getAndIncrement(),
                parcel.account(),
                parcel.delivery(),
                new String(parcel.bytes(), StandardCharsets.UTF_8));
        taken.add(post);
        if (fault == Fault.TAKEN_AND_LOST) {
            return new Attempt.Unknown("等不到回答");
        } else if (fault == Fault.THROWN) {
            throw new IllegalStateException("broken connector");
        }
        return new Attempt.Confirmed(post.remoteId(), "https://forum.example/" + post.remoteId());
    }

    private void waitIfSlow(long account) {
        CountDownLatch latch = slow.get(account);
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        if (fault(parcel.account()).orElse(null) == Fault.DOWN) {
            return new Attempt.NotSent("连不上", 0);
        }
        for (Post post : new ArrayList<>(taken)) {
            if (post.remoteId().equals(remoteId)) {
                taken.remove(post);
                removed.add(post);
                return new Attempt.Confirmed(remoteId, "");
            }
        }
        return new Attempt.Refused("没有这一条");
    }

    @Override
    public Reading read(Parcel parcel) {
        reads.merge(parcel.account(), 1, Integer::sum);
        waitIfSlow(parcel.account());
        if (unreadable.getOrDefault(parcel.account(), false)) {
            return new Reading.Unreadable("读不到");
        }
        String text = new String(parcel.bytes(), StandardCharsets.UTF_8);
        return taken.stream()
                .filter(p -> p.account() == parcel.account()
                        && (parcel.remoteId() == null
                                ? p.text().equals(text)
                                : p.remoteId().equals(parcel.remoteId())))
                .findFirst()
                .<Reading>map(p -> new Reading.Found(p.remoteId(), "https://forum.example/" + p.remoteId()))
                .orElse(new Reading.Absent());
    }

    @Override
    public Timeline latest(long account, int most) {
        return new Timeline.Shown(taken.stream()
                .filter(p -> p.account() == account)
                .limit(most)
                .map(p -> new Posted(
                        p.remoteId(),
                        "https://forum.example/" + p.remoteId(),
                        p.text(),
                        java.time.Instant.parse("2026-11-27T02:00:00Z")))
                .toList());
    }
}
