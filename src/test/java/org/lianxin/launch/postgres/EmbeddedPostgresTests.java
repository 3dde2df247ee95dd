package org.lianxin.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTests {
    private final List<EmbeddedPostgres> opened = new ArrayList<>();
    private Path folder = Path.of("");

    @BeforeEach
    void a_new_home() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target")).toAbsolutePath(), "postgres-");
    }

    @AfterEach
    void nothing_left_behind() throws Exception {
        opened.forEach(EmbeddedPostgres::close);
        var stray = Postmaster.noted(cluster()).filter(Postmaster::runs);
        if (stray.isPresent()) stray.get().signal("KILL");
        Folders.delete(folder);
    }

    @Test
    void acknowledged_work_is_durable_and_text_sorts_and_searches_as_chinese() throws Exception {
        var postgres = start();
        assertThat(ask(postgres, "show fsync")).isEqualTo("on");
        assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(postgres, "show full_page_writes")).isEqualTo("on");
        assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask(
                        postgres,
                        "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'lianxin'"))
                .isEqualTo("b C.UTF-8");
        assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
        assertThat(ask(postgres, "select collname from pg_collation where collname = 'zh-x-icu'"))
                .isEqualTo("zh-x-icu");
        ask(postgres, "create extension pg_trgm; select 1");
        assertThat(ask(postgres, "select array_length(show_trgm('\u8def\u706f\u574f\u4e86'), 1) > 0"))
                .isEqualTo("t");
    }

    @Test
    void after_a_crash_the_disk_is_synced_in_one_call_where_the_kernel_tells_of_errors() throws Exception {
        assertThat(ServerSettings.syncMethod("6.18.44-fc")).isEqualTo("syncfs");
        assertThat(ServerSettings.syncMethod("5.10.0-216.0.0.115.oe2203sp4.x86_64"))
                .isEqualTo("syncfs");
        assertThat(ServerSettings.syncMethod("5.8.0")).isEqualTo("syncfs");
        assertThat(ServerSettings.syncMethod("5.4.0-216-generic")).isEqualTo("fsync");
        assertThat(ServerSettings.syncMethod("4.19.90-52.22.v2207.ky10.x86_64")).isEqualTo("fsync");
        assertThat(ServerSettings.syncMethod("unknown")).isEqualTo("fsync");
        assertThat(ask(start(), "show recovery_init_sync_method")).isEqualTo(ServerSettings.syncMethod());
    }

    @Test
    void durability_cannot_be_altered_away() throws Exception {
        var postgres = start();
        ask(postgres, "alter system set fsync = off");
        ask(postgres, "select pg_reload_conf()");
        assertThat(ask(postgres, "show fsync")).isEqualTo("on");
    }

    @Test
    void only_the_password_in_its_private_file_opens_it() throws Exception {
        var postgres = start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(password())).isEqualTo(postgres.address().password());
        var wrong = new DatabaseAddress(postgres.address().url(), EmbeddedPostgres.USER, "guess");
        assertThatThrownBy(() -> wrong.connect("test").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void a_second_start_finds_the_data_as_they_were() throws Exception {
        var first = start();
        ask(first, "create table kept as select 42 as answer; select 1");
        first.close();
        assertThat(Postmaster.noted(cluster())).isEmpty();
        assertThat(ask(start(), "select answer from kept")).isEqualTo("42");
    }

    @Test
    void a_killed_postmaster_is_back_on_its_port() throws Exception {
        var postgres = start();
        ask(postgres, "create table kept as select 42 as answer; select 1");
        long before = postgres.pid();
        String url = postgres.address().url();
        ProcessHandle.of(before).orElseThrow().destroyForcibly();
        assertThat(untilItAnswers(postgres, "select answer from kept")).isEqualTo("42");
        assertThat(postgres.pid()).isNotEqualTo(before);
        assertThat(postgres.address().url()).isEqualTo(url);
    }

    @Test
    void a_killed_postmaster_comes_back_though_one_of_its_sessions_is_still_at_work() throws Exception {
        var postgres = start();
        var busy = postgres.address().connect("test");
        var work = Thread.ofVirtual().start(() -> {
            try (busy;
                    var statement = busy.createStatement()) {
                statement.execute("select count(*) from generate_series(1, 100000000000)");
            } catch (SQLException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
        untilItAnswers(
                postgres,
                "select 1 from pg_stat_activity where query like '%generate_series%' and state = 'active'"
                        + " and pid <> pg_backend_pid()");
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        assertThat(untilItAnswers(postgres, "select 42")).isEqualTo("42");
        work.join();
    }

    @Test
    void a_server_left_behind_is_adopted_and_its_forgotten_sessions_end() throws Exception {
        var first = start();
        ask(first, "create table kept (answer int); select 1");
        var forgotten = first.address().connect(EmbeddedPostgres.APPLICATION);
        forgotten.setAutoCommit(false);
        try (var statement = forgotten.createStatement()) {
            statement.execute("insert into kept values (1)");
        }
        first.abandon();
        var second = start();
        assertThat(second.adopted()).isTrue();
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(ask(second, "select count(*) from kept")).isEqualTo("0");
        assertThat(forgotten.isValid(2)).isFalse();
        second.close();
        assertThat(Postmaster.noted(cluster())).isEmpty();
    }

    @Test
    void a_server_left_behind_with_other_settings_is_replaced() throws Exception {
        var first = EmbeddedPostgres.start(
                folder.resolve("home"),
                password(),
                folder.resolve("log"),
                ServerSettings.forgetful(),
                Progress.silent());
        opened.add(first);
        first.abandon();
        var second = start();
        assertThat(second.adopted()).isFalse();
        assertThat(ask(second, "show fsync")).isEqualTo("on");
    }

    @Test
    void a_database_that_an_ended_program_is_still_making_is_made_anew() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home")).toRealPath();
        Path part = home.resolve("data.part");
        Path programs = Path.of("target", "postgres-programs").toAbsolutePath();
        var binaries = PostgresBinaries.unpackedIn(programs, Progress.silent());
        var forgotten = Programs.builder(ServerUser.of(home, cluster())
                        .command(List.of(
                                binaries.program("initdb").toString(),
                                "--pgdata=" + part,
                                "--username=x",
                                "--locale=C")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("initdb.log").toFile())
                .start();
        while (forgotten.isAlive() && !Files.exists(part.resolve("base").resolve("1")))
            LockSupport.parkNanos(1_000_000);
        // held in the middle of its work, as a slow disk might
        Programs.run(List.of("sh", "-c", "kill -STOP " + forgotten.pid()), "", 10);
        assertThat(forgotten.isAlive()).isTrue();
        assertThat(ask(start(), "show server_encoding")).isEqualTo("UTF8");
        assertThat(forgotten.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(Postmaster.making(part)).isEmpty();
        assertThat(part).doesNotExist();
    }

    @Test
    void a_note_of_a_process_that_is_not_ours_is_ignored() throws Exception {
        var first = start();
        ask(first, "create table kept as select 42 as answer; select 1");
        String note = Files.readString(Postmaster.note(cluster()));
        first.close();
        long other = ProcessHandle.current().pid();
        Files.writeString(Postmaster.note(cluster()), note.replaceFirst("^\\d+", Long.toString(other)));
        assertThat(ask(start(), "select answer from kept")).isEqualTo("42");
    }

    @Test
    void a_lost_password_is_replaced_by_a_new_one() throws Exception {
        var first = start();
        ask(first, "create table kept as select 42 as answer; select 1");
        String old = first.address().password();
        first.close();
        Files.delete(password());
        var second = start();
        assertThat(ask(second, "select answer from kept")).isEqualTo("42");
        assertThat(second.address().password()).isNotEqualTo(old);
    }

    @Test
    void other_systems_and_processors_are_refused_in_a_sentence() {
        assertThatThrownBy(() -> PostgresBinaries.archiveFor("Mac OS X", "aarch64"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("launch.postgres.no-binaries"));
        assertThat(PostgresBinaries.archiveFor("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
    }

    @Test
    void the_log_of_the_server_stays_bounded() throws Exception {
        var log = folder.resolve("log");
        Files.write(log, new byte[11 << 20]);
        start();
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (Files.size(log) > 10 << 20 && System.nanoTime() < deadline) LockSupport.parkNanos(20_000_000);
        assertThat(Files.size(log)).isLessThan(1 << 20);
        assertThat(Files.size(folder.resolve("log.1"))).isGreaterThan(10 << 20);
    }

    private EmbeddedPostgres start() {
        return start(ServerSettings.durable());
    }

    private EmbeddedPostgres start(ServerSettings settings) {
        var postgres = EmbeddedPostgres.start(
                folder.resolve("home"),
                Path.of("target", "postgres-programs"),
                password(),
                folder.resolve("log"),
                settings,
                Progress.silent());
        opened.add(postgres);
        return postgres;
    }

    private Path cluster() {
        return folder.resolve("home").resolve("data");
    }

    private Path password() {
        return folder.resolve("keys").resolve("database");
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.address().connect("test");
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows && statement.getUpdateCount() != -1) rows = statement.getMoreResults();
            if (!rows) return "";
            var result = statement.getResultSet();
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    private static String untilItAnswers(EmbeddedPostgres postgres, String sql) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                String answer = ask(postgres, sql);
                if (!answer.isEmpty() || System.nanoTime() > deadline) return answer;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) throw e;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
