package org.lianxin.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.lianxin.launch.postgres.Folders;
import org.lianxin.launch.postgres.Refusal;

/**
 * Everything of one installation that lies on disk. One running program has it at a time. A folder made by {@code demo} carries a
 * mark: only such a one is ever deleted, and {@code serve} refuses it.
 */
final class DataFolder {
    private static final String DEMO_MARK = "demo.mark";
    private static final String FILLING_MARK = "demo.filling";
    private static final String RESTORING_MARK = "restore.unfinished";

    private final Path root;

    DataFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path cluster() {
        return postgres().resolve("data");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path databasePassword() {
        return keys().resolve("database");
    }

    Path media() {
        return root.resolve("media");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path programLog() {
        return logs().resolve("lianxin.log");
    }

    Path postgresLog() {
        return logs().resolve("postgres.log");
    }

    /** True where nothing was ever kept; the lock of somebody who looked is nothing. */
    boolean isEmpty() {
        if (!Files.isDirectory(root)) return !Files.exists(root);
        try (var entries = Files.list(root)) {
            return entries.allMatch(lockFile()::equals);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    boolean isDemo() {
        return Files.exists(root.resolve(DEMO_MARK));
    }

    boolean hasDatabase() {
        return Files.exists(cluster().resolve("PG_VERSION"));
    }

    /** Makes the folder where it is missing. The keys are their owner's alone, the rest may be passed through. */
    void create() {
        try {
            Files.createDirectories(root);
            Files.createDirectories(logs());
            if (!Files.exists(keys()))
                Files.createDirectory(
                        keys(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.isWritable(root)) throw new Refusal("launch.folder.not-writable", root, "permission denied");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void markAsDemo() {
        try {
            Files.writeString(root.resolve(DEMO_MARK), "demo\n");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A city that was being filled when the program ended is begun anew. */
    boolean isHalfFilled() {
        return isDemo() && Files.exists(root.resolve(FILLING_MARK));
    }

    void markAsHalfFilled() {
        try {
            Files.writeString(root.resolve(FILLING_MARK), "filling\n");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void markAsFilled() {
        try {
            Files.deleteIfExists(root.resolve(FILLING_MARK));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void markAsHalfRestored() {
        try {
            Files.writeString(root.resolve(RESTORING_MARK), "restoring\n");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void markAsRestored() {
        try {
            Files.delete(root.resolve(RESTORING_MARK));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The folder was empty before, so all of it goes; the mark last. */
    void deleteHalfRestored() {
        try (var entries = Files.list(root)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith(RESTORING_MARK) && !entry.equals(lockFile()))
                    .toList()) Folders.delete(entry);
            markAsRestored();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Refuses what a restore left that was broken off: it looks like an installation and lacks what it is about. */
    void demandWhole() {
        if (Files.exists(root.resolve(RESTORING_MARK))) throw new Refusal("launch.restore.unfinished", root);
    }

    /** Refuses a folder in which there is no database: a command that looks makes none. */
    void demandDatabase() {
        if (!hasDatabase()) throw new Refusal("launch.folder.nothing", root);
    }

    /** Deletes what a demo left; refuses any other folder. */
    void deleteDemo() {
        if (isEmpty()) return;
        if (!isDemo()) throw new Refusal("launch.fresh.not-a-demo", root);
        try (var entries = Files.list(root)) {
            // the mark goes last, so that a deletion broken off can be taken up again; the lock is held by us
            for (Path entry : entries.filter(entry -> !entry.endsWith(DEMO_MARK) && !entry.endsWith(lockFile()))
                    .toList()) Folders.delete(entry);
            Files.deleteIfExists(root.resolve(DEMO_MARK));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Holds the folder until closed or until this process ends, however it ends. Empty where another has it. */
    Optional<Hold> tryHold() {
        try {
            Files.createDirectories(root);
            var channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isEmpty()) channel.close();
            return lock.map(held -> new Hold(channel, held));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    Hold hold() {
        return tryHold().orElseThrow(() -> new Refusal("launch.folder.in-use", root));
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private Path lockFile() {
        return root.resolve("lianxin.lock");
    }

    private Refusal unusable(IOException problem) {
        return new Refusal("launch.folder.not-writable", root, Folders.reason(problem)).because(problem);
    }

    /** The right to this folder while it is open. */
    record Hold(FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new Refusal("launch.folder.not-writable", channel, Folders.reason(e)).because(e);
            }
        }
    }
}
