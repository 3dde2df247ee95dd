package org.lianxin.simulators;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Journal.Line;

/** The rules of the network and what stands on it: strict about what it takes, and forgetful about who asked twice, as real ones are. */
final class Network {
    static final int LONGEST = 140;
    static final int MOST_PICTURES = 1;
    private static final Duration SAME_TEXT = Duration.ofMinutes(1);
    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Journal journal;
    private final Set<String> accounts;
    private final List<Line> posts = new ArrayList<>();
    private long last;

    /** @param accounts the handles that exist; empty: every well-formed one */
    Network(Journal journal, List<Line> before, Set<String> accounts) {
        this.journal = journal;
        this.accounts = accounts;
        for (Line line : before) {
            last = Math.max(last, Long.parseLong(line.id()));
            apply(line);
        }
    }

    private void apply(Line line) {
        if (line.event().equals("taken")) {
            posts.add(line);
        } else {
            posts.removeIf(p -> p.id().equals(line.id()));
        }
    }

    /** Why something is refused: an HTTP status and a key of the words. */
    record No(int status, String key, String argument) {}

    boolean knows(String handle) {
        return HANDLE.matcher(handle).matches() && (accounts.isEmpty() || accounts.contains(handle));
    }

    /** Null if it may be taken. */
    synchronized @Nullable No check(String account, String text, List<String> pictures, Instant now) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            return new No(422, "empty", "");
        } else if (length > LONGEST) {
            return new No(422, "too-long", Integer.toString(length));
        } else if (pictures.size() > MOST_PICTURES) {
            return new No(422, "too-many-pictures", "");
        } else if (!pictures.stream().allMatch(p -> HASH.matcher(p).matches())) {
            return new No(422, "bad-picture", "");
        }
        boolean same = posts.stream()
                .anyMatch(p ->
                        p.account().equals(account) && p.text().equals(text) && p.at().isAfter(now.minus(SAME_TEXT)));
        return same ? new No(409, "duplicate", "") : null;
    }

    /** On the disk when this returns. */
    synchronized Line take(String account, String text, List<String> pictures, String reference, Instant now)
            throws IOException {
        Line line = new Line(now, "taken", account, Long.toString(last + 1), text, pictures, reference);
        journal.write(line);
        last++;
        apply(line);
        return line;
    }

    /** False if there is no such post on the account. */
    synchronized boolean delete(String account, String id, Instant now) throws IOException {
        if (posts.stream().noneMatch(p -> p.account().equals(account) && p.id().equals(id))) {
            return false;
        }
        Line line = new Line(now, "deleted", account, id, "", List.of(), "");
        journal.write(line);
        apply(line);
        return true;
    }

    /** Newest first, those older than {@code before} (0: from the newest). */
    synchronized List<Line> timeline(@Nullable String account, long before, int most) {
        List<Line> found = new ArrayList<>();
        for (int i = posts.size() - 1; i >= 0 && found.size() < most; i--) {
            Line post = posts.get(i);
            if ((account == null || post.account().equals(account))
                    && (before == 0 || Long.parseLong(post.id()) < before)) {
                found.add(post);
            }
        }
        return found;
    }
}
