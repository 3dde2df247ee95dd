package org.lianxin.launch;

import java.nio.file.Path;
import org.lianxin.launch.backup.Backup;
import org.lianxin.launch.postgres.Refusal;

/** {@code restore DIR --key FILE --data NEW}: into an empty data folder and an empty database. What is broken off on the way is marked, and nothing serves it. */
record RestoreCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        Path place = Path.of(options.word(0).orElseThrow(() -> new Options.Wrong("launch.restore.usage")));
        Path key = Path.of(options.value("key").orElseThrow(() -> new Options.Wrong("launch.restore.usage")));
        DataFolder folder = options.data();
        folder.demandWhole();
        if (!folder.isEmpty()) {
            throw new Refusal("launch.restore.not-empty", folder.root());
        }
        Terminal.quietLogs();
        Backup backup = new Backup(place);
        backup.check(key);
        Installation.outside().ifPresent(Backup::demandEmpty);
        DataFolder.Hold hold = folder.hold();
        folder.create();
        folder.markAsHalfRestored();
        try (Installation installation = restored(backup, key, folder, hold, terminal)) {
            long rows = backup.intoDatabase(installation.database(), key, terminal);
            folder.markAsRestored();
            terminal.say("launch.restore.done", folder.root(), Long.toString(rows));
            return 0;
        } catch (RuntimeException broken) {
            folder.deleteHalfRestored();
            throw broken;
        }
    }

    private static Installation restored(Backup backup, Path key, DataFolder folder, DataFolder.Hold hold, Terminal terminal) {
        backup.intoFolder(folder.root(), key);
        return Installation.toServe(folder, hold, Installation.outside(), terminal);
    }
}
