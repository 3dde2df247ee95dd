package org.lianxin.launch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the program has acknowledged, kept where no kill reaches it. */
final class Ledger {
    /** @param asked when it was sent, told: when the 2xx had come, both as {@link System#nanoTime} */
    record Acknowledged(String what, long asked, long told) {}

    record Post(String id, String title, String review) {}

    record Letter(String number, String key, String text, String letter, String answer, String review) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> lost = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lastAsked = new AtomicLong(Long.MIN_VALUE);

    void acknowledged(String what, long asked) {
        acknowledged.add(new Acknowledged(what, asked, System.nanoTime()));
        lastAsked.accumulateAndGet(asked, Math::max);
        count.incrementAndGet();
    }

    /** No answer (0), or that something is wrong on the program's side. */
    void lost(int status) {
        lost.merge(status, 1, Integer::sum);
    }

    Map<Integer, Integer> lost() {
        return Map.copyOf(lost);
    }

    /** When the latest of the acknowledged operations was sent. */
    long lastAsked() {
        return lastAsked.get();
    }

    /** A post whose approval is known. */
    void enter(Post post) {
        posts.add(post);
    }

    /** A message whose answer's approval is known. */
    void enter(Letter letter) {
        letters.add(letter);
    }

    int count() {
        return count.get();
    }

    Collection<Acknowledged> all() {
        return List.copyOf(acknowledged);
    }

    List<Post> posts() {
        return List.copyOf(posts);
    }

    List<Letter> letters() {
        return List.copyOf(letters);
    }
}
