package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Casework;
import org.lianxin.identity.People;
import org.lianxin.launch.Town.Spoken;
import org.lianxin.launch.postgres.Folders;
import org.lianxin.publishing.Post;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A town is copied while its people write on, and stands again somewhere else. */
class BackupTests {
    private static final String PHONE = "13912345678";

    private static Path land;
    private static Path copy;
    private static Path key;
    private static Town town;
    private static Case secret;
    private static Case answered;
    private static final List<Published> before = new ArrayList<>();
    private static final List<Published> meanwhile = new CopyOnWriteArrayList<>();

    /** A post that is out, with its picture. */
    record Published(Post post, String picture) {
        String page() {
            return "/posts/" + post.id();
        }

        String file(String size) {
            return "/media/" + picture + "/" + size;
        }
    }

    private static Published publish(Deeds deeds) {
        String picture = deeds.picture();
        return new Published(deeds.published(deeds.draftWith(picture)), picture);
    }

    @BeforeAll
    static void aTownThatIsCopiedWhileItsPeopleWriteOn() throws Exception {
        land = Town.land("backup");
        copy = land.resolve("copy");
        key = land.resolve("safe").resolve("key");
        town = Town.in(land.resolve("data"));
        Files.writeString(town.root().resolve("public-url"), "http://shifan.example\n");
        Deeds deeds = Deeds.of("water", "备份试验", town.program());
        for (int i = 0; i < 3; i++) {
            before.add(publish(deeds));
        }
        secret = deeds.letter(false, PHONE);
        answered = deeds.answered(true);
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                meanwhile.add(publish(deeds));
                deeds.letter(true, "");
            }
        });
        Waiting.until(Duration.ofSeconds(30), () -> "nobody writes", () -> !meanwhile.isEmpty());
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "nobody seals the trail",
                () -> Files.exists(town.root().resolve("audit").resolve("head")));
        int written = meanwhile.size();
        Spoken spoken = Spoken.by("backup", copy, "--key", key, "--data", town.root());
        Waiting.until(Duration.ofSeconds(30), () -> "nobody writes on", () -> meanwhile.size() > written);
        enough.set(true);
        writer.join();
        assertThat(spoken.status()).as(spoken.said()).isZero();
        assertThat(spoken.said()).contains("Backed up to " + copy, "The key is in " + key);
    }

    @AfterAll
    static void closed() {
        town.close();
    }

    private static Spoken restore(Path from, Path with, Path to) {
        return Spoken.by("restore", from, "--key", with, "--data", to);
    }

    @Test
    void what_was_copied_stands_again_posts_pictures_letters_and_the_whole_trail() throws Exception {
        Path data = land.resolve("restored");
        Spoken spoken = restore(copy, key, data);
        assertThat(spoken.status()).as(spoken.said()).isZero();
        assertThat(spoken.said()).contains("Restored to " + data);
        Spoken check = Spoken.by("check", "--data", data);
        assertThat(check.status()).as(check.said()).isZero();
        assertThat(check.said()).contains("All is well.").doesNotContain("✕");
        assertThat(Files.readString(data.resolve("public-url"))).isEqualTo("http://shifan.example\n");
        try (Town restored = Town.in(data)) {
            for (Published known : before) {
                assertSame(restored, known.page());
                for (String size : List.of("small", "medium", "original")) {
                    assertSame(restored, known.file(size));
                }
            }
            assertSame(restored, "/answers/" + answered.number());
            everythingThatWasWrittenMeanwhileIsThereWholeOrNotAtAll(restored);
            var handler = restored.program()
                    .getBean(People.class)
                    .asPerson(Cast.in(town.program()).id("water.editor"))
                    .orElseThrow();
            var written = restored.program()
                    .getBean(Casework.class)
                    .reveal(secret.id(), "回电话", handler)
                    .orThrow();
            assertThat(written.phone()).isEqualTo(PHONE);
            assertThat(written.text()).isEqualTo(secret.masked());
            restored.untilSealed();
        }
        Spoken afterwards = Spoken.by("check", "--data", data);
        assertThat(afterwards.status()).as(afterwards.said()).isZero();
    }

    private static void assertSame(Town restored, String path) throws Exception {
        var now = restored.get(path);
        assertThat(now.statusCode()).as(path).isEqualTo(200);
        assertThat(withoutNews(now.body()))
                .as(path)
                .isEqualTo(withoutNews(town.get(path).body()));
    }

    /** What else the unit has written lately is another matter. */
    private static String withoutNews(byte[] page) {
        return new String(page, StandardCharsets.ISO_8859_1)
                .replaceAll("(?s)<section class=\"part\" aria-labelledby=\"more\">.*?</section>", "");
    }

    private static void everythingThatWasWrittenMeanwhileIsThereWholeOrNotAtAll(Town restored) throws Exception {
        int there = 0;
        for (Published one : meanwhile) {
            int status = restored.get(one.page()).statusCode();
            assertThat(status).as(one.page()).isIn(200, 404);
            assertThat(restored.get(one.file("original")).statusCode())
                    .as(one.file("original"))
                    .isEqualTo(status);
            there += status == 200 ? 1 : 0;
        }
        assertThat(there).isBetween(1, meanwhile.size() - 1);
        JdbcClient db = restored.program().getBean(JdbcClient.class);
        assertThat(db.sql("select count(*) from delivery.face_delivery where state = 'CONFIRMED'")
                        .query((row, n) -> row.getInt(1))
                        .single())
                .as("what is confirmed is public")
                .isEqualTo(before.size() + there + 1);
    }

    @Test
    void the_key_is_nowhere_in_the_copy_and_a_copy_without_one_says_so() throws Exception {
        String master =
                Files.readString(town.root().resolve("keys").resolve("master")).strip();
        assertThat(Files.readString(key).strip()).isEqualTo(master);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Path other = land.resolve("without");
        Spoken spoken = Spoken.by("backup", other, "--data", town.root());
        assertThat(spoken.status()).isZero();
        assertThat(spoken.said())
                .contains("The copy does not hold the key. Keep "
                        + town.root().resolve("keys").resolve("master") + " safe");
        for (Path place : List.of(copy, other)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rwx------");
            for (Path file : files(place)) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(master);
            }
        }
        assertThat(Spoken.by("restore", other, "--data", land.resolve("keyless"))
                        .status())
                .isEqualTo(2);
        Path wrong = Files.writeString(land.resolve("wrong.key"), "ab".repeat(32) + "\n");
        Path none = land.resolve("no.key");
        Path nonsense = Files.writeString(land.resolve("nonsense.key"), "let me in");
        for (Path bad : List.of(wrong, none, nonsense)) {
            assertRefused(
                    restore(other, bad, land.resolve("keyless")),
                    bad + " is not the key of this backup.",
                    land.resolve("keyless"));
        }
        assertThat(restore(other, key, land.resolve("with-key")).status()).isZero();
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertRefused(Spoken spoken, String sentence, Path untouched) {
        assertThat(spoken.status()).as(spoken.said()).isEqualTo(1);
        assertThat(spoken.said().strip()).isEqualTo(sentence);
        assertThat(untouched).doesNotExist();
    }

    /** Something that happens to a file of a copy. */
    private interface Harm {
        void to(Path file) throws IOException;
    }

    @Test
    void a_damaged_copy_is_refused_by_name_before_anything_is_written() throws Exception {
        Path damaged = land.resolve("damaged");
        for (Path file : files(copy)) {
            Path other = damaged.resolve(copy.relativize(file));
            Files.createDirectories(other.getParent());
            Files.copy(file, other);
        }
        String picture = files(damaged.resolve("media")).stream()
                .map(f -> damaged.relativize(f).toString())
                .filter(f -> f.contains(before.getFirst().picture()))
                .findFirst()
                .orElseThrow();
        Harm flipped = file -> {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        };
        Harm cut = file ->
                Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        Path target = land.resolve("never");
        for (String name : List.of(
                "tables/publishing.post.gz",
                "tables/audit.entry.gz",
                "tables/identity.person.gz",
                picture,
                "audit/head",
                "files.sha256",
                "backup.json")) {
            for (Harm harm : List.of(flipped, cut, Files::delete)) {
                Path file = damaged.resolve(name);
                byte[] whole = Files.readAllBytes(file);
                harm.to(file);
                boolean gone = !Files.exists(file) && name.equals("backup.json");
                assertRefused(
                        restore(damaged, key, target),
                        gone
                                ? "There is no whole backup in " + damaged + "."
                                : name + " in the backup is damaged; nothing was restored.",
                        target);
                Files.write(file, whole);
            }
        }
        Path note = damaged.resolve("backup.json");
        String whole = Files.readString(note);
        for (String forged : List.of(
                whole.replaceFirst("\"rows\" : [1-9]\\d*", "\"rows\" : 0"),
                whole.replace("http://shifan.example", "http://another.example"),
                "",
                "[]",
                "{}",
                "not JSON",
                "null")) {
            Files.writeString(note, forged);
            Spoken spoken = restore(damaged, key, target);
            assertThat(spoken.status()).as(forged).isEqualTo(1);
            assertThat(spoken.said())
                    .as(forged)
                    .contains("backup.json in the backup is damaged; nothing was restored.");
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void a_restore_goes_over_nothing_and_a_copy_goes_over_nothing() throws Exception {
        Path used = Files.createDirectories(land.resolve("used"));
        Files.writeString(used.resolve("letter.txt"), "kept");
        for (Path taken : List.of(used, town.root())) {
            Spoken spoken = restore(copy, key, taken);
            assertThat(spoken.status()).isEqualTo(1);
            assertThat(spoken.said())
                    .contains(taken + " is not empty. A restore goes into an empty folder and never over data.");
        }
        assertThat(files(used)).containsExactly(used.resolve("letter.txt"));
        assertThat(Spoken.by("backup", used, "--data", town.root()).said()).contains("is not empty");
        assertThat(Spoken.by("backup", land.resolve("third"), "--key", key, "--data", town.root())
                        .said())
                .contains(key + " is there already.");
        assertThat(Spoken.by(
                                "backup",
                                land.resolve("third"),
                                "--key",
                                land.resolve("third").resolve("key"),
                                "--data",
                                town.root())
                        .said())
                .contains("lies in the copy itself");
        assertThat(land.resolve("third")).doesNotExist();
        assertThat(Files.readString(used.resolve("letter.txt"))).isEqualTo("kept");
    }

    @Test
    void a_restore_that_was_broken_off_is_served_by_nothing() throws Exception {
        Path half = land.resolve("half");
        new DataFolder(half).create();
        new DataFolder(half).markAsHalfRestored();
        for (String command : List.of(
                "serve",
                "demo",
                "check",
                "user add x",
                "backup " + land.resolve("fourth"),
                "restore " + copy + " --key " + key)) {
            Spoken spoken = Spoken.by(
                    Stream.of((command + " --data " + half).split(" ")).toArray());
            assertThat(spoken.status()).as(command).isEqualTo(1);
            assertThat(spoken.said())
                    .as(command)
                    .contains(half + " holds a restore that was broken off. Delete the folder and restore again.");
        }
        Folders.delete(half);
    }
}
