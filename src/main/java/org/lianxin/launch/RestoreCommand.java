package org.lianxin.launch;

import java.nio.file.Path;
import org.lianxin.launch.backup.Backup;
import org.lianxin.launch.postgres.Refusal;

/** {@code restore DIR --key FILE --data NEW}: into an empty data folder and an empty database, all or nothing. */
record RestoreCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        Path place = Path.of(options.word(0).orElseThrow(() -> new Options.Wrong("launch.restore.usage")));
        Path key = Path.of(options.value("key").orElseThrow(() -> new Options.Wrong("launch.restore.usage")));
        DataFolder folder = options.data();
        if (!folder.isEmpty()) {
            throw new Refusal("launch.restore.not-empty", folder.root());
        }
        Terminal.quietLogs();
        Backup backup = new Backup(place);
        backup.check(key);
        DataFolder.Hold hold = folder.hold();
        folder.create();
        backup.intoFolder(folder.root(), key);
        try (Installation installation = Installation.toServe(folder, hold, Installation.outside(), terminal)) {
            long rows = backup.intoDatabase(installation.database(), terminal);
            terminal.say("launch.restore.done", folder.root(), Long.toString(rows));
            return 0;
        }
    }
}
