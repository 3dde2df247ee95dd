package org.lianxin.launch.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What PostgreSQL is started with. Given on its command line, so that neither ALTER SYSTEM nor a stray edit of a file can switch
 * durability off.
 */
public final class ServerSettings {
    private final Map<String, String> values;

    private ServerSettings(Map<String, String> values) {
        this.values = values;
    }

    /** Nothing acknowledged is lost; small enough that program and database together stay below 600 MB when idle. */
    public static ServerSettings durable() {
        var values = modest();
        values.put("fsync", "on");
        values.put("synchronous_commit", "on");
        values.put("full_page_writes", "on");
        // after a crash everything is put on disk before recovery: a thousand files one by one took seconds on a busy
        // disk
        values.put("recovery_init_sync_method", syncMethod());
        return new ServerSettings(values);
    }

    /** The whole file system in one call, where the kernel tells of what could not be written (since 5.8); else file by file. */
    static String syncMethod() {
        return syncMethod(System.getProperty("os.version"));
    }

    static String syncMethod(String kernel) {
        var version = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})").matcher(kernel);
        if (!version.find()) return "fsync";
        int major = Integer.parseInt(version.group(1));
        return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 8) ? "syncfs" : "fsync";
    }

    /** For tests that throw their data away. */
    public static ServerSettings forgetful() {
        var values = modest();
        values.put("fsync", "off");
        values.put("synchronous_commit", "off");
        values.put("full_page_writes", "off");
        values.put("max_connections", "200");
        return new ServerSettings(values);
    }

    private static Map<String, String> modest() {
        var values = new LinkedHashMap<String, String>();
        values.put("listen_addresses", "127.0.0.1");
        values.put("unix_socket_directories", "");
        values.put("password_encryption", "scram-sha-256");
        values.put("max_connections", "60");
        values.put("shared_buffers", "64MB");
        values.put("effective_cache_size", "1GB");
        values.put("work_mem", "8MB");
        values.put("maintenance_work_mem", "64MB");
        values.put("max_wal_size", "1GB");
        values.put("random_page_cost", "1.1");
        values.put("jit", "off");
        values.put("io_method", "sync"); // the default starts three more processes
        values.put("huge_pages", "off");
        values.put("max_parallel_workers_per_gather", "1");
        values.put("max_logical_replication_workers", "0");
        values.put("max_wal_senders", "0");
        values.put("max_replication_slots", "4"); // a backup holds one while it copies
        values.put("autovacuum", "on");
        values.put("autovacuum_max_workers", "2");
        values.put("timezone", "UTC");
        values.put("log_timezone", "UTC");
        values.put("log_line_prefix", "%m [%p] %a ");
        values.put("log_min_duration_statement", "2s");
        return values;
    }

    List<String> arguments() {
        var arguments = new ArrayList<String>();
        values.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }
}
