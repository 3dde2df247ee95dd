package org.lianxin.launch.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the operating system, run in a plain locale so that their words can be read. */
final class Programs {
    record Answer(int code, String output) {
        boolean good() {
            return code == 0;
        }

        /** The line that says what went wrong, where there is one. */
        String complaint() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("error:") || line.contains("PANIC"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "code " + code : lines.getLast())
                    .strip();
        }
    }

    private Programs() {}

    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("LIANXIN_"));
        environment.put("LC_ALL", "C");
        return builder;
    }

    /** Runs to the end, at most the given time; a program that is not there answers with code 127. */
    static Answer run(List<String> command, String input, long seconds) throws InterruptedException {
        try {
            Path output = Files.createTempFile("lianxin", ".out");
            try {
                var process = builder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Answer(124, "no answer within " + seconds + " s");
                }
                return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Answer(127, Folders.reason(e));
        }
    }

    static boolean works(List<String> command) throws InterruptedException {
        return run(command, "", 10).good();
    }
}
