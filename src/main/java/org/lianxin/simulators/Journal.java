package org.lianxin.simulators;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the network has taken: a line of JSON each, appended and on the disk before anybody is answered; never rewritten. */
final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final FileChannel channel;

    /** @param event {@code taken} or {@code deleted}; reference: what the client called it, which the network does not look at */
    record Line(
            Instant at,
            String event,
            String account,
            String id,
            String text,
            List<String> pictures,
            String reference) {}

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens for appending; a line that was cut off by a crash is ended, not repaired: nobody was told of it. */
    static Journal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean cut = Files.exists(file) && Files.size(file) > 0 && !endsLine(file);
        Journal journal = new Journal(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        if (cut) {
            journal.append("\n");
        }
        return journal;
    }

    private static boolean endsLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n")) {
                try {
                    if (!line.isBlank()) {
                        lines.add(JSON.readValue(line, Line.class));
                    }
                } catch (JacksonException cutOff) {
                    System.err.println("a line of the journal was cut off and is left out");
                }
            }
        }
        return lines;
    }

    synchronized void write(Line line) throws IOException {
        append(JSON.writeValueAsString(line) + "\n");
    }

    private void append(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
