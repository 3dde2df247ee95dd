package org.lianxin.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A snac (Debian's {@code snac2}): a real server of the fediverse, with one person, on this machine. */
public final class Snac implements AutoCloseable {
    private static final String PERSON = "lin";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final int port;
    private final String password;
    private final Process server;

    private Snac(Path folder, int port, String password, Process server) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.server = server;
    }

    public static boolean installed() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "snac")));
    }

    public static Snac start() throws IOException, InterruptedException {
        int port = Ports.free();
        Path folder = TestPostgres.freshDataFolder().resolve("snac");
        run("127.0.0.1\n" + port + "\nlocalhost:" + port + "\n\n\n", "init", folder.toString());
        Path settings = folder.resolve("server.json");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("\"protocol\": \"https\"", "\"protocol\": \"http\"")
                        .replace("\"queue_retry_minutes\": 2", "\"queue_retry_minutes\": 0"));
        String said = run("", "adduser", folder.toString(), PERSON);
        String password = said.lines()
                .filter(line -> line.startsWith("User password is "))
                .map(line -> line.substring("User password is ".length()).strip())
                .findFirst()
                .orElseThrow();
        Process server = new ProcessBuilder("snac", "httpd", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Snac snac = new Snac(folder, port, password, server);
        await("snac answers", snac::answers);
        return snac;
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(base() + "/" + PERSON))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public interface Condition {
        boolean holds();
    }

    /** Waits for what another process does; a minute is more than it ever takes. */
    public static void await(String what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    public String base() {
        return "http://localhost:" + port;
    }

    public String actor() {
        return base() + "/" + PERSON;
    }

    /** What snac prints for a command about its person. */
    public String command(String name, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(name, folder.toString(), PERSON));
        all.addAll(Arrays.asList(arguments));
        return run("", all.toArray(String[]::new));
    }

    public String webFinger(String handle) throws IOException, InterruptedException {
        return run("", "webfinger", folder.toString(), handle);
    }

    private static String run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("snac"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return said;
    }

    /** One more person; answers their password. */
    public String add(String person) throws IOException, InterruptedException {
        return run("", "adduser", folder.toString(), person)
                .lines()
                .filter(line -> line.startsWith("User password is "))
                .map(line -> line.substring("User password is ".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** A token for programs, as a person gets one by signing in. */
    public String token(String person, String password) throws IOException, InterruptedException {
        String body = "login=" + person + "&passwd=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String said = client.send(
                            HttpRequest.newBuilder(URI.create(base() + "/oauth/x-snac-get-token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = Pattern.compile("[0-9a-f]{32,}").matcher(said);
            if (!token.find()) {
                throw new IOException("snac gave no token");
            }
            return token.group();
        }
    }

    /** The person writes a note, as an answer to another one or by itself. */
    public void write(String text, String inReplyTo) throws IOException, InterruptedException {
        Map<String, String> form =
                Map.of("content", text, "in_reply_to", inReplyTo, "sensitive", "", "summary", "", "mentioned_only", "");
        String body = form.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String who = Base64.getEncoder().encodeToString((PERSON + ":" + password).getBytes(StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(actor() + "/admin/note"))
                            .header("Authorization", "Basic " + who)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IOException("snac took no note: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    /** All things that snac keeps, ours and its own. */
    public List<JsonNode> objects() {
        try (Stream<Path> files = Files.walk(folder.resolve("object"))) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .flatMap(f -> read(f).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<JsonNode> object(String id) {
        return objects().stream()
                .filter(o -> o.path("id").asString("").equals(id))
                .findFirst();
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(JSON.readTree(Files.readString(file)));
        } catch (IOException | tools.jackson.core.JacksonException beingWritten) {
            return Optional.empty();
        }
    }

    /** What snac's person follows, as snac keeps it: the Follow, or its Accept once that has come. */
    public List<JsonNode> following() {
        try (Stream<Path> files =
                Files.walk(folder.resolve("user").resolve(PERSON).resolve("following"))) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .flatMap(f -> read(f).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(5, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }
}
