package org.lianxin.launch.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's data folder and the password that opens it. The password lies apart in a file that only its owner reads; where
 * that file is lost, as after a restore without keys, a new one is set while nobody is connected.
 */
final class Cluster {
    private final Path folder;
    private final Path passwordFile;
    private final PostgresBinaries binaries;
    private final ServerUser user;

    Cluster(Path folder, Path passwordFile, PostgresBinaries binaries, ServerUser user) {
        this.folder = folder;
        this.passwordFile = passwordFile;
        this.binaries = binaries;
        this.user = user;
    }

    /** The password, after making the cluster or the password where they are missing. No server may be running on it. */
    String prepare(Progress progress) throws IOException, InterruptedException {
        var kept = knownPassword();
        boolean known = kept.isPresent();
        String password = known ? kept.get() : newPassword();
        if (!Files.exists(folder.resolve("PG_VERSION"))) {
            progress.step("launch.postgres.creating");
            create(password);
        } else if (!known) {
            progress.step("launch.postgres.new-password");
            setPassword(password);
        }
        if (!known) write(passwordFile, password);
        return password;
    }

    Optional<String> knownPassword() throws IOException {
        if (!Files.exists(passwordFile)) return Optional.empty();
        return Optional.of(Files.readString(passwordFile).strip()).filter(text -> !text.isEmpty());
    }

    private void create(String password) throws IOException, InterruptedException {
        Path part = folder.resolveSibling("data.part");
        endForgotten(part);
        Folders.delete(part);
        Path shown = folder.resolveSibling("password.part");
        write(shown, password);
        user.own(shown);
        try {
            var answer = initdb(part, shown, "C.UTF-8");
            if (answer.output().contains("invalid locale name")) answer = initdb(part, shown, "en_US.UTF-8");
            if (!answer.good()) throw new Refusal("launch.postgres.not-created", answer.complaint());
        } finally {
            Files.deleteIfExists(shown);
        }
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An initdb whose program was killed goes on by itself, and would write into what is made anew. */
    private static void endForgotten(Path part) throws InterruptedException {
        for (var left = Postmaster.making(part); !left.isEmpty(); left = Postmaster.making(part)) {
            left.forEach(ProcessHandle::destroyForcibly);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The character type must be a UTF-8 one even beside the builtin locale: trigrams of Chinese are empty under plain C. */
    private Programs.Answer initdb(Path target, Path shown, String characterType) throws InterruptedException {
        var command = List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + target,
                "--username=" + EmbeddedPostgres.USER,
                "--pwfile=" + shown,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--lc-ctype=" + characterType,
                "--locale-provider=builtin",
                "--sync-method=" + ServerSettings.syncMethod(),
                "--builtin-locale=C.UTF-8");
        return Programs.run(user.command(command), "", 300);
    }

    private void setPassword(String password) throws InterruptedException {
        var answer = Programs.run(
                user.command(List.of(
                        binaries.program("postgres").toString(),
                        "--single",
                        "-j",
                        "-D",
                        folder.toString(),
                        "postgres")),
                "alter role " + EmbeddedPostgres.USER + " password '" + password + "';\n\n",
                600);
        if (!answer.good() || answer.output().contains("ERROR"))
            throw new Refusal("launch.postgres.not-created", answer.complaint());
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (!Files.exists(file.getParent(), LinkOption.NOFOLLOW_LINKS))
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(Folders.OWNER_ONLY))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
