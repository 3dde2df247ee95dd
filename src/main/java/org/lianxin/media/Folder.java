package org.lianxin.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The folder of kept files: {@code <data>/media/<ab>/<hash>/<name>}. A file's folder is filled under another name, synced, and moved to its
 * place in one step, so what stands under a hash is always whole. What a crash left half done is cleared at the next start.
 */
@Component
class Folder {
    private static final String PART = ".part";

    private final Path root;
    private final long keepFree;

    /** {@code keepFree}: megabytes that uploads leave free on the disk for everything else. */
    Folder(@Value("${lianxin.data}") Path data, @Value("${lianxin.media.keep-free-mb:200}") long keepFree)
            throws IOException {
        this.root = data.resolve("media");
        this.keepFree = keepFree * 1024 * 1024;
        Path parts = root.resolve(PART);
        if (Files.exists(parts)) {
            delete(parts);
        }
        Files.createDirectories(parts);
    }

    /** The disk did not take the bytes. */
    static final class Full extends Exception {
        Full(IOException cause) {
            super(cause);
        }

        Full() {}
    }

    /** More bytes came than may. */
    static final class TooLarge extends Exception {}

    /** The upload as a file of at most {@code most} bytes; the caller deletes it. Faults of the sender's connection are {@link IOException}s. */
    Path receive(InputStream upload, long most) throws IOException, Full, TooLarge {
        Path file = root.resolve(PART).resolve(UUID.randomUUID() + ".upload");
        boolean whole = false;
        try (OutputStream out = opened(file)) {
            demandSpace();
            byte[] buffer = new byte[64 * 1024];
            long sum = 0;
            for (int n = upload.read(buffer); n >= 0; n = upload.read(buffer)) {
                sum += n;
                if (sum > most) {
                    throw new TooLarge();
                }
                written(out, buffer, n);
            }
            whole = true;
            return file;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static OutputStream opened(Path file) throws Full {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException fault) {
            throw new Full(fault);
        }
    }

    private static void written(OutputStream out, byte[] buffer, int n) throws Full {
        try {
            out.write(buffer, 0, n);
        } catch (IOException fault) {
            throw new Full(fault);
        }
    }

    private void demandSpace() throws Full {
        try {
            if (Files.getFileStore(root).getUsableSpace() < keepFree) {
                throw new Full();
            }
        } catch (IOException fault) {
            throw new Full(fault);
        }
    }

    /** Keeps these files under the hash, all or none; a hash that is there already is left as it is. */
    void keep(String hash, Map<String, byte[]> files) throws Full {
        keep(hash, part -> {
            for (var file : files.entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW);
            }
        });
    }

    /** Moves one received file to its place under the hash. */
    void keep(String hash, String name, Path received) throws Full {
        keep(hash, part -> Files.move(received, part.resolve(name), StandardCopyOption.ATOMIC_MOVE));
    }

    private interface Filling {
        void into(Path part) throws IOException;
    }

    private void keep(String hash, Filling filling) throws Full {
        Path place = place(hash);
        if (Files.isDirectory(place)) {
            return;
        }
        Path part = root.resolve(PART).resolve(UUID.randomUUID().toString());
        try {
            demandSpace();
            Files.createDirectory(part);
            filling.into(part);
            try (Stream<Path> files = Files.list(part)) {
                for (Path file : files.toList()) {
                    sync(file);
                }
            }
            sync(part);
            Path shelf = root.resolve(hash.substring(0, 2));
            Files.createDirectories(shelf);
            sync(root);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            sync(shelf);
        } catch (IOException fault) {
            // somebody else kept the same file at the same moment
            if (!Files.isDirectory(place)) {
                throw new Full(fault);
            }
        } finally {
            discard(part);
        }
    }

    /** The file if it is there. */
    Path file(String hash, String name) {
        return place(hash).resolve(name);
    }

    /** Takes everything under the hash away. */
    void remove(String hash) {
        discard(place(hash));
    }

    /** Deletes a received file or a folder, whatever became of it. */
    void discard(Path path) {
        try {
            if (Files.exists(path)) {
                delete(path);
            }
        } catch (IOException left) {
            // the next start clears it
            org.slf4j.LoggerFactory.getLogger(Folder.class).warn("{} not deleted", path, left);
        }
    }

    private Path place(String hash) {
        return root.resolve(hash.substring(0, 2)).resolve(hash);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException unsupported) {
            if (!Files.isDirectory(path)) {
                throw unsupported;
            }
        }
    }

    private static void delete(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException | UncheckedIOException gone) {
            return;
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
