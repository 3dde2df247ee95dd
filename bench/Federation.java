import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One post to followers on many servers: signed deliveries a second, from the approval to the last inbox, beside what {@code openssl speed}
 * makes of RSA-2048 alone on one core of this machine in the same run. The far side is this process: one listener on every address of 127/8,
 * so that each address is a server of its own; it answers 202 and counts.
 *
 * <p>Arguments: base address, editor's token, leader's token, unit, account, JDBC address, user, password, pid of the program.
 */
class Federation {
    static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(\\d+)\"");
    static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final AtomicInteger arrived = new AtomicInteger();
    static final AtomicLong last = new AtomicLong();
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
        HttpServer far = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 1024);
        far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        far.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            arrived.incrementAndGet();
            last.set(System.nanoTime());
        });
        far.start();
        int port = far.getAddress().getPort();
        double rsa = openssl();
        System.out.printf("openssl: %.0f RSA-2048 signatures/s on one core%n", rsa);
        try (Connection db = DriverManager.getConnection(a[5], a[6], a[7])) {
            // the first round only warms up
            for (int[] size : new int[][] {{200, 200, 1}, {1, 200, 0}, {200, 2_000, 1}, {5_000, 280_000, 1}}) {
                follow(db, port, size[0], size[1], size[2] == 1);
                int inboxes = size[2] == 1 ? size[0] : size[1];
                arrived.set(0);
                long approved = post();
                while (arrived.get() < inboxes) {
                    Thread.sleep(20); // until everybody has heard
                    if (System.nanoTime() - Math.max(approved, last.get()) > 120e9) {
                        throw new IllegalStateException("only " + arrived.get() + " of " + inboxes + " arrived");
                    }
                }
                double seconds = (last.get() - approved) / 1e9;
                System.out.printf(
                        "%,d followers on %,d servers, %,d inboxes: %.1f s from the approval to the last, %.0f deliveries/s, %.2f of openssl on one core, %d needed a second try; the program's memory at most %s%n",
                        size[1], size[0], inboxes, seconds, inboxes / seconds, inboxes / seconds / rsa, again(db), peak(a[8]));
            }
        }
        far.stop(0);
    }

    static void follow(Connection db, int port, int hosts, int followers, boolean shared) throws Exception {
        try (var statement = db.createStatement()) {
            statement.execute("delete from federation.follower");
            statement.execute("""
                    insert into federation.follower (account, actor, inbox, shared_inbox, host, follow, since)
                    select %s, b || '/users/' || n, b || '/users/' || n || '/inbox', case when %s then b || '/inbox' else '' end, substr(b, 8), b || '/follows/' || n, '2026-11-25T00:00Z'
                    from (select n, 'http://127.1.' || (n %% %d) / 250 || '.' || (n %% %d) %% 250 + 1 || ':%d' as b from generate_series(0, %d) n) f"""
                    .formatted(account, shared, hosts, hosts, port, followers - 1));
            statement.execute("analyze federation.follower");
        }
    }

    static int again(Connection db) throws Exception {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from federation.sending where attempts > 1 and activity = (select max(id) from federation.activity)")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static final AtomicInteger number = new AtomicInteger();

    /** Written, submitted, approved; the moment of the approval's answer. */
    static long post() throws Exception {
        int n = number.incrementAndGet();
        String body = """
                {"unit":"%s","title":"道路养护第%d号","text":"今晚22:00至次日5:00，和顺路东段铺设路面，请绕行望湖大道。施工队%d。","category":"service","targets":["%s"]}"""
                .formatted(unit, n, n, account);
        String id = first(call("/rest/v1/posts", editor, body), ID);
        String submitted = call("/rest/v1/posts/" + id + "/submission", editor, "{\"version\":1}");
        String review = first(submitted, Pattern.compile("\"review\"\\s*:\\s*\\{[^}]*?\"id\"\\s*:\\s*\"(\\d+)\""));
        String version = first(submitted, Pattern.compile("\"review\"\\s*:\\s*\\{[^}]*?\"version\"\\s*:\\s*(\\d+)"));
        String digest = first(submitted, Pattern.compile("\"digest\"\\s*:\\s*\"([^\"]+)\""));
        call("/rest/v1/reviews/" + review + "/approval", leader, "{\"version\":" + version + ",\"digest\":\"" + digest + "\"}");
        return System.nanoTime();
    }

    static String call(String path, String token, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
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

    static double openssl() throws Exception {
        Process process = new ProcessBuilder("openssl", "speed", "-seconds", "3", "rsa2048").redirectErrorStream(true).start();
        double rate = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher signs = Pattern.compile("^rsa +2048 bits +\\S+ +\\S+ +([0-9.]+)").matcher(line);
                if (signs.find()) {
                    rate = Double.parseDouble(signs.group(1));
                }
            }
        }
        return rate;
    }

    static String peak(String pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                .findFirst()
                .orElse("unknown");
    }
}
