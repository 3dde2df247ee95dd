package org.lianxin.launch.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per version into {@code bin-<version>}; a folder that is there is whole. */
final class PostgresBinaries {
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar");
    private static final String MARK = "unpacked";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** Two programs that begin at once in the same folder wait for each other. */
    static synchronized PostgresBinaries unpackedIn(Path home, Progress progress) {
        String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL source = PostgresBinaries.class.getResource("/" + archive);
        if (source == null) throw new Refusal("launch.postgres.no-binaries", System.getProperty("os.arch"));
        Path folder = home.resolve("bin-" + version(source));
        try {
            if (!isWhole(folder)) {
                progress.step("launch.postgres.unpacking");
                Files.createDirectories(home);
                try (FileChannel turn = FileChannel.open(
                        home.resolve(folder.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
                    turn.lock();
                    if (!isWhole(folder)) unpack(source, folder);
                }
            }
            return new PostgresBinaries(folder);
        } catch (IOException e) {
            throw new Refusal("launch.folder.not-writable", folder, Folders.reason(e)).because(e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static String archiveFor(String system, String processor) {
        if (!system.equalsIgnoreCase("Linux")) throw new Refusal("launch.postgres.no-binaries", system);
        return switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> throw new Refusal("launch.postgres.no-binaries", system + " " + processor);
        };
    }

    private static String version(URL source) {
        var matcher = VERSION.matcher(source.toString());
        return matcher.find() ? matcher.group(1) : "unversioned";
    }

    private static void unpack(URL source, Path folder) throws IOException {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        Folders.delete(folder);
        Files.createDirectories(part);
        try (InputStream in = new BufferedInputStream(source.openStream(), 1 << 16);
                var tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!isForBuilding(entry.getName())) place(entry, tar, part);
            }
        }
        Files.writeString(part.resolve(MARK), Long.toString(bytesIn(part)));
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) throw new IOException("entry outside its folder: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            permit(target, "rwxr-xr-x");
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            permit(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static boolean isForBuilding(String name) {
        return name.endsWith(".a") || name.contains("/pkgconfig/");
    }

    /** A power cut may leave names without content, so the sizes are added up and compared. */
    private static boolean isWhole(Path folder) throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.isRegularFile(mark)) return false;
        return Files.readString(mark).strip().equals(Long.toString(bytesIn(folder)));
    }

    private static long bytesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(MARK))
                    .mapToLong(PostgresBinaries::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
