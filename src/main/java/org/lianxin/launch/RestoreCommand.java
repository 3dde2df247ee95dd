package org.lianxin.launch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.lianxin.audit.Audited;
import org.lianxin.delivery.Restored;
import org.lianxin.launch.backup.Backup;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.notices.Outbox;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code restore DIR --key FILE --data NEW}: into an empty data folder and an empty database. What is broken off on the way is marked, and nothing serves it. What was still to be sent is put in doubt first. */
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
            Doubted doubted = doubt(installation, backup.taken(key));
            folder.markAsRestored();
            terminal.say("launch.restore.done", folder.root(), Long.toString(rows));
            if (doubted.deliveries() + doubted.mails() > 0) {
                terminal.say("launch.restore.doubted", doubted.deliveries(), doubted.mails());
            }
            return 0;
        } catch (RuntimeException broken) {
            folder.deleteHalfRestored();
            throw broken;
        }
    }

    /** How many deliveries and mails were still to go when the copy was made. */
    private record Doubted(int deliveries, int mails) {}

    /** While the folder is still marked, so that no program has run on it before: what the original may have sent since is not sent again blindly. */
    private static Doubted doubt(Installation installation, Instant taken) {
        try (ConfigurableApplicationContext program = installation.look()) {
            return Objects.requireNonNull(program.getBean(TransactionTemplate.class)
                    .execute(t -> {
                        Doubted doubted = new Doubted(
                                program.getBean(Restored.class).doubt(),
                                program.getBean(Outbox.class).doubt());
                        program.publishEvent(Audited.Entry.of(
                                "program.restored",
                                "program",
                                0,
                                null,
                                null,
                                Map.of(
                                        "taken",
                                        taken.toString(),
                                        "deliveries",
                                        doubted.deliveries(),
                                        "mails",
                                        doubted.mails())));
                        return doubted;
                    }));
        }
    }

    private static Installation restored(
            Backup backup, Path key, DataFolder folder, DataFolder.Hold hold, Terminal terminal) {
        backup.intoFolder(folder.root(), key);
        return Installation.toServe(folder, hold, Installation.outside(), terminal);
    }
}
