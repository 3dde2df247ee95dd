package org.lianxin.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that was asked of a simulator and what it took: a line of JSON each, appended, never rewritten; its state is read back from it. */
public final class Logbook implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param n counts from 1 without gaps as long as the file is whole */
    public record Line(long n, Instant at, String kind, JsonNode is) {}

    private final Path file;
    private final FileChannel channel;
    private final List<Line> past;
    private long last;

    private Logbook(Path file, FileChannel channel, List<Line> past) {
        this.file = file;
        this.channel = channel;
        this.past = past;
        this.last = past.isEmpty() ? 0 : past.getLast().n();
    }

    /** Opens for appending; a line that a crash cut off is ended and left out: nobody was told of it. */
    public static Logbook open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String text = Files.exists(file) ? Files.readString(file) : "";
        Logbook book = new Logbook(
                file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), lines(text));
        if (!text.isEmpty() && !text.endsWith("\n")) {
            book.append("\n", true);
        }
        return book;
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            try {
                if (!line.isBlank()) {
                    lines.add(JSON.readValue(line, Line.class));
                }
            } catch (JacksonException cutOff) {
                System.err.println("a line of the journal was cut off and is left out");
            }
        }
        return lines;
    }

    /** What stood in it when it was opened. */
    List<Line> past() {
        return past;
    }

    @Nullable
    Instant lastWritten() {
        return past.isEmpty() ? null : past.getLast().at();
    }

    /** What stands in it now, after line {@code since}. */
    public synchronized List<Line> since(long since) {
        try {
            return lines(Files.readString(file)).stream()
                    .filter(l -> l.n() > since)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** On the disk when this returns. */
    synchronized void keep(Instant at, String kind, Object is) {
        append(line(at, kind, is), true);
    }

    /** Written, but not waited for. */
    synchronized void note(Instant at, String kind, Object is) {
        append(line(at, kind, is), false);
    }

    private String line(Instant at, String kind, Object is) {
        return JSON.writeValueAsString(new Line(++last, at, kind, JSON.valueToTree(is))) + "\n";
    }

    private void append(String text, boolean durable) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(false);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Beside the journal. */
    public Path folder(String name) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling(file.getFileName() + "." + name);
        return Files.createDirectories(folder);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
