package org.lianxin.launch.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianxin.kernel.Hash;
import org.lianxin.launch.postgres.Refusal;

/** The files of a backup beside the tables, listed in {@code files.sha256} as {@code sha256sum -c} reads it. */
final class Copied {
    private static final String LIST = "files.sha256";

    private final Path place;
    private final Map<String, String> digests = new TreeMap<>();

    Copied(Path place) {
        this.place = place;
    }

    /** Copies what there is of a file or folder of a data folder; what goes away meanwhile goes unlisted. */
    void add(Path data, Path part) throws IOException {
        if (!Files.exists(data.resolve(part))) {
            return;
        }
        try (Stream<Path> all = Files.walk(data.resolve(part))) {
            for (Path file : (Iterable<Path>)
                    all.filter(Files::isRegularFile).map(data::relativize).filter(Copied::isWhole)::iterator) {
                try {
                    digests.put(file.toString(), copy(data.resolve(file), place.resolve(file)));
                } catch (NoSuchFileException gone) {
                    Files.deleteIfExists(place.resolve(file));
                }
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /** Writes the list; returns its SHA-256. */
    String list() throws IOException {
        String list = digests.entrySet().stream()
                .map(e -> e.getValue() + "  " + e.getKey() + "\n")
                .collect(Collectors.joining());
        Files.writeString(place.resolve(LIST), list);
        return Hash.sha256(list);
    }

    /** What is being written has a name of its own until it is whole. */
    private static boolean isWhole(Path file) {
        for (Path name : file) {
            if (name.toString().endsWith(".part")) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a list or a file that is not as it was written. */
    void check(String listDigest) throws IOException {
        Path list = place.resolve(LIST);
        if (!Files.exists(list) || !Hash.sha256(Files.readString(list)).equals(listDigest)) {
            throw new Refusal("launch.restore.damaged", LIST);
        }
        for (var file : listed().entrySet()) {
            Path copy = place.resolve(file.getKey());
            if (!Files.isRegularFile(copy)
                    || !digest(copy, OutputStream.nullOutputStream()).equals(file.getValue())) {
                throw new Refusal("launch.restore.damaged", file.getKey());
            }
        }
    }

    /** Puts every listed file where it was. */
    void into(Path data) throws IOException {
        for (String file : listed().keySet()) {
            copy(place.resolve(file), data.resolve(file));
        }
    }

    private Map<String, String> listed() throws IOException {
        try (Stream<String> lines = Files.lines(place.resolve(LIST))) {
            return lines.collect(Collectors.toMap(
                    line -> line.substring(66), line -> line.substring(0, 64), (a, b) -> b, TreeMap::new));
        }
    }

    private static String copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (OutputStream out = Files.newOutputStream(to)) {
            return digest(from, out);
        }
    }

    private static String digest(Path from, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(out, digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
