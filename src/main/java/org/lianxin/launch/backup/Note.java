package org.lianxin.launch.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Keys;
import org.lianxin.launch.postgres.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds, in {@code backup.json}; {@code backup.mac} says under the installation's key that it was written so. It comes last:
 * a copy without it is no backup.
 *
 * @param key SHA-256 of the key that belongs to it
 * @param files SHA-256 of {@code files.sha256}, which lists everything but the tables
 */
record Note(
        Instant at,
        String key,
        List<String> migrations,
        Map<String, Tables.Copy> tables,
        Map<String, Long> sequences,
        String files,
        String publicUrl) {
    private static final String NAME = "backup.json";
    private static final String MAC = "backup.mac";
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void write(Path place, Path key) throws IOException {
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        Files.writeString(place.resolve(MAC), mac(bytes, key) + "\n");
        Path part = place.resolve(NAME + ".part");
        Files.write(part, bytes);
        Files.move(part, place.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The note as it was written under this key; refuses one that is missing, changed, or of another key. */
    static Note read(Path place, Path key) throws IOException {
        Path file = place.resolve(NAME);
        if (!Files.exists(file)) {
            throw new Refusal("launch.restore.no-backup", place);
        } else if (!isKey(key)) {
            throw new Refusal("launch.restore.wrong-key", key);
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] written = Files.exists(place.resolve(MAC)) ? Files.readAllBytes(place.resolve(MAC)) : new byte[0];
        boolean ours = MessageDigest.isEqual((mac(bytes, key) + "\n").getBytes(StandardCharsets.US_ASCII), written);
        Note note = parsed(bytes);
        if (note == null || (!ours && fingerprint(key).equals(note.key()))) {
            throw new Refusal("launch.restore.damaged", NAME);
        } else if (!ours) {
            throw new Refusal("launch.restore.wrong-key", key);
        }
        return note;
    }

    /** Null where it is no note at all. */
    private static @Nullable Note parsed(byte[] bytes) {
        try {
            Note note = JSON.readValue(bytes, Note.class);
            return note == null || note.key() == null ? null : note;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    static boolean isKey(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) < 200
                    && KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .strip())
                            .matches();
        } catch (IOException unreadable) {
            return false;
        }
    }

    static String fingerprint(Path key) throws IOException {
        return Hash.sha256(Files.readString(key).strip());
    }

    private static String mac(byte[] bytes, Path key) throws IOException {
        byte[] own = Keys.hmac(
                HexFormat.of().parseHex(Files.readString(key).strip()),
                "lianxin backup".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Keys.hmac(own, bytes));
    }
}
