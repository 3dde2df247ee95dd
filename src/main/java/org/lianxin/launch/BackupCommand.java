package org.lianxin.launch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lianxin.launch.backup.Backup;

/** {@code backup DIR [--key FILE]}: a consistent copy while the program runs; the key goes to a file of its own, or nowhere. */
record BackupCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        Path place = Path.of(options.word(0).orElseThrow(() -> new Options.Wrong("launch.backup.usage")));
        @Nullable Path key = options.value("key").map(Path::of).orElse(null);
        try (Installation installation = Installation.toLookAt(options.data(), terminal)) {
            long rows = new Backup(place)
                    .take(installation.database(), installation.folder().root(), key, terminal);
            terminal.say("launch.backup.done", place, Long.toString(rows));
            terminal.say(
                    key == null ? "launch.backup.key-missing" : "launch.backup.key",
                    key == null ? installation.folder().keys().resolve("master") : key);
            return 0;
        }
    }
}
