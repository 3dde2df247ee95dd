package org.lianxin.launch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.Lianxin;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.launch.postgres.ServerSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The folder and the database of one installation while a command uses them. {@code LIANXIN_DB_URL} (with {@code _USER} and {@code _PASSWORD})
 * names an outside database; without it the embedded one in the folder is started, or joined where a program runs on it already.
 */
final class Installation implements AutoCloseable {
    private final DataFolder folder;
    private final DatabaseAddress database;
    private final @Nullable EmbeddedPostgres embedded;
    private final DataFolder.@Nullable Hold hold;

    private Installation(
            DataFolder folder,
            DatabaseAddress database,
            @Nullable EmbeddedPostgres embedded,
            DataFolder.@Nullable Hold hold) {
        this.folder = folder;
        this.database = database;
        this.embedded = embedded;
        this.hold = hold;
    }

    /** For a program that serves: nobody else may have the folder. The hold is kept until {@link #close}. */
    static Installation toServe(
            DataFolder folder, DataFolder.Hold hold, Optional<DatabaseAddress> outside, Terminal terminal) {
        folder.create();
        if (outside.isPresent()) {
            return new Installation(folder, outside.get(), null, hold);
        }
        EmbeddedPostgres embedded = start(folder, terminal);
        return new Installation(folder, embedded.address(), embedded, hold);
    }

    /** Refuses where there is nothing to look at. */
    static void demandThere(DataFolder folder) {
        folder.demandWhole();
        if (outside().isEmpty()) {
            folder.demandDatabase();
        }
    }

    /** For a command that looks at what is there, beside a running program or alone. */
    static Installation toLookAt(DataFolder folder, Terminal terminal) {
        demandThere(folder);
        return toAddTo(folder, terminal);
    }

    /** For a command that may be the first of all. */
    static Installation toAddTo(DataFolder folder, Terminal terminal) {
        folder.demandWhole();
        Optional<DataFolder.Hold> hold = folder.tryHold();
        Optional<DatabaseAddress> outside = outside();
        if (outside.isPresent()) {
            folder.create();
            return new Installation(folder, outside.get(), null, hold.orElse(null));
        }
        if (hold.isPresent()) {
            folder.create();
            EmbeddedPostgres embedded = start(folder, terminal);
            return new Installation(folder, embedded.address(), embedded, hold.get());
        }
        DatabaseAddress running = EmbeddedPostgres.running(folder.postgres(), folder.databasePassword())
                .orElseThrow(() -> new Refusal("launch.folder.starting", folder.root()));
        return new Installation(folder, running, null, null);
    }

    static Optional<DatabaseAddress> outside() {
        return Optional.ofNullable(System.getenv("LIANXIN_DB_URL"))
                .filter(url -> !url.isEmpty())
                .map(url -> new DatabaseAddress(
                        url, setting("LIANXIN_DB_USER", "lianxin"), setting("LIANXIN_DB_PASSWORD", "")));
    }

    static String setting(String name, String otherwise) {
        String set = System.getenv(name);
        return set == null || set.isEmpty() ? otherwise : set;
    }

    private static EmbeddedPostgres start(DataFolder folder, Terminal terminal) {
        if (System.getProperty("os.arch").equals("aarch64")) {
            terminal.say("launch.arm64");
        }
        return EmbeddedPostgres.start(
                folder.postgres(), folder.databasePassword(), folder.postgresLog(), ServerSettings.durable(), terminal);
    }

    DataFolder folder() {
        return folder;
    }

    DatabaseAddress database() {
        return database;
    }

    boolean isEmbedded() {
        return Installation.outside().isEmpty();
    }

    /** The whole program on this installation. */
    ConfigurableApplicationContext serve(Map<String, Object> settings) {
        Map<String, Object> all = common();
        all.put("logging.file.name", folder.programLog().toString());
        all.put("logging.logback.rollingpolicy.max-file-size", "10MB");
        all.put("logging.logback.rollingpolicy.max-history", "10");
        all.put("logging.logback.rollingpolicy.total-size-cap", "100MB");
        all.putAll(settings);
        return start(all);
    }

    /** Its services without pages and without anything that runs by itself. */
    ConfigurableApplicationContext look() {
        Map<String, Object> all = common();
        all.put("spring.main.web-application-type", "none");
        all.put("spring.main.lazy-initialization", "true");
        all.put("spring.datasource.hikari.minimum-idle", "0");
        all.put("spring.datasource.hikari.maximum-pool-size", "4");
        all.put("logging.threshold.console", "ERROR");
        all.put("lianxin.jobs", "false");
        return start(all);
    }

    private Map<String, Object> common() {
        Map<String, Object> all = new HashMap<>();
        all.put("spring.datasource.url", database.url());
        all.put("spring.datasource.username", database.user());
        all.put("spring.datasource.password", database.password());
        all.put("spring.datasource.hikari.data-source-properties.ApplicationName", EmbeddedPostgres.APPLICATION);
        all.put("lianxin.data", folder.root().toString());
        all.put("lianxin.demo", Boolean.toString(folder.isDemo()));
        return all;
    }

    /** Above every other source, so that no stray setting of the environment points the program at another database. */
    private static ConfigurableApplicationContext start(Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(Lianxin.class);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new org.springframework.core.env.MapPropertySource("launch", settings)));
        application.setDefaultProperties(settings);
        return application.run();
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
        if (hold != null) {
            hold.close();
        }
    }
}
