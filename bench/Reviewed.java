import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reviewed posts: write, submit, approve, as three calls with two people's tokens by 8 clients in this process of its own; a post counts when
 * a GET of its public page answers. Beside it, in the same run, this disk's commits: one-row inserts by 8 connections to the same PostgreSQL, by
 * one connection for comparison. Rounds alternate: commits, posts, commits, posts …
 *
 * <p>Arguments: base address, editor's token, leader's token, unit, account, JDBC address, user, password, seconds.
 */
class Reviewed {
    static final int CLIENTS = 8;
    static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(\\d+)\"");
    static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static String base;
    static String editor;
    static String leader;
    static String unit;
    static String account;

    public static void main(String[] a) throws Exception {
        base = a[0];
        editor = a[1];
        leader = a[2];
        unit = a[3];
        account = a[4];
        int seconds = Integer.parseInt(a[8]);
        posts(Math.max(3, seconds / 2));
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            double alone = commits(a[5], a[6], a[7], 1, Math.max(3, seconds / 4));
            double commits = commits(a[5], a[6], a[7], CLIENTS, Math.max(3, seconds / 4));
            double posts = posts(seconds);
            ratios.add(posts / commits);
            System.out.printf("round %d: %.0f reviewed posts/s, %.0f commits/s (%.0f by one connection), ratio %.4f (%.4f); a post took %s%n", round, posts, commits, alone, posts / commits, posts / alone, took());
        }
        double[] sorted = ratios.stream().mapToDouble(d -> d).sorted().toArray();
        System.out.printf("median ratio %.4f%n", sorted[sorted.length / 2]);
    }

    static double posts(int seconds) throws Exception {
        AtomicInteger done = new AtomicInteger();
        spent.forEach(LongAdder::reset);
        spentOn.reset();
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L;
        together(CLIENTS, () -> {
            while (System.nanoTime() < end) {
                one();
                done.incrementAndGet();
            }
            return null;
        });
        return done.get() / ((System.nanoTime() - began) / 1e9);
    }

    static final AtomicInteger number = new AtomicInteger();

    /** Where the time of a post goes: written, submitted, approved, public. */
    static final List<LongAdder> spent = List.of(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());

    static final LongAdder spentOn = new LongAdder();

    static String took() {
        double posts = Math.max(1, spentOn.sum()) * 1e6;
        return "%.0f ms to write, %.0f to submit, %.0f to approve, %.0f until it was public"
                .formatted(spent.get(0).sum() / posts, spent.get(1).sum() / posts, spent.get(2).sum() / posts, spent.get(3).sum() / posts);
    }

    static long lap(int step, long since) {
        long now = System.nanoTime();
        spent.get(step).add(now - since);
        return now;
    }

    static void one() throws Exception {
        int n = number.incrementAndGet();
        String post = """
                {"unit":"%s","title":"道路养护第%d号","text":"今晚22:00至次日5:00，和顺路东段铺设路面，请绕行望湖大道。施工队%d。","category":"service","targets":["%s"]}"""
                .formatted(unit, n, n, account);
        long at = System.nanoTime();
        String id = first(call("POST", "/rest/v1/posts", editor, post, 201), ID);
        at = lap(0, at);
        String submitted = call("POST", "/rest/v1/posts/" + id + "/submission", editor, "{\"version\":1}", 201);
        at = lap(1, at);
        String review = first(submitted, Pattern.compile("\"review\"\\s*:\\s*\\{[^}]*?\"id\"\\s*:\\s*\"(\\d+)\""));
        String version = first(submitted, Pattern.compile("\"review\"\\s*:\\s*\\{[^}]*?\"version\"\\s*:\\s*(\\d+)"));
        String digest = first(submitted, Pattern.compile("\"digest\"\\s*:\\s*\"([^\"]+)\""));
        call("POST", "/rest/v1/reviews/" + review + "/approval", leader, "{\"version\":" + version + ",\"digest\":\"" + digest + "\"}", 201);
        at = lap(2, at);
        for (int tries = 0; tries < 400; tries++) {
            HttpResponse<Void> page = http.send(HttpRequest.newBuilder(URI.create(base + "/posts/" + id)).build(), BodyHandlers.discarding());
            if (page.statusCode() == 200) {
                lap(3, at);
                spentOn.increment();
                return;
            }
            Thread.sleep(10); // as a reader who asks again
        }
        throw new IllegalStateException("post " + id + " did not become public within 4 s");
    }

    static String call(String method, String path, String token, String body, int expected) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static String first(String text, Pattern pattern) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    static double commits(String url, String user, String password, int clients, int seconds) throws Exception {
        try (var connection = DriverManager.getConnection(url, user, password); var statement = connection.createStatement()) {
            statement.execute("create table if not exists public.bench_commit (id bigint generated always as identity primary key, text text)");
        }
        AtomicInteger done = new AtomicInteger();
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L;
        together(clients, () -> {
            try (var connection = DriverManager.getConnection(url, user, password);
                    var insert = connection.prepareStatement("insert into public.bench_commit (text) values ('x')")) {
                while (System.nanoTime() < end) {
                    insert.executeUpdate();
                    done.incrementAndGet();
                }
            }
            return null;
        });
        double rate = done.get() / ((System.nanoTime() - began) / 1e9);
        try (var connection = DriverManager.getConnection(url, user, password); var statement = connection.createStatement()) {
            statement.execute("drop table public.bench_commit");
        }
        return rate;
    }

    static void together(int clients, Callable<Void> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(java.util.Collections.nCopies(clients, work))) {
                future.get();
            }
        }
    }
}
