package org.lianxin.launch.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs. It refuses to run as root, so where the launcher is root it steps down: into a user namespace without
 * any right, where the data stay root's own files, or else to the owner of the data, by default nobody.
 */
final class ServerUser {
    private static final int NOBODY = 65534;

    private final List<String> prefix;
    private final int owner;

    private ServerUser(List<String> prefix, int owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    /** Chooses for a database home that exists; the folder is handed over where its owner changes. */
    static ServerUser of(Path home, Path cluster) throws IOException, InterruptedException {
        int self = owner(Path.of("/proc/self"));
        if (self != 0) return new ServerUser(List.of(), self);
        int owner = owner(Files.exists(cluster) ? cluster : home);
        if (owner == 0) {
            var apart = new ServerUser(List.of("unshare", "-U"), 0);
            if (apart.mayWrite(home)) return apart;
            owner = NOBODY;
        }
        var other = new ServerUser(List.of("setpriv", "--reuid=" + owner, "--regid=" + owner, "--clear-groups"), owner);
        if (!Programs.works(other.command(List.of("true")))) throw new Refusal("launch.postgres.root");
        other.own(home);
        if (!other.mayWrite(home)) throw new Refusal("launch.postgres.out-of-reach", home);
        return other;
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Hands a file, or a folder with all in it, to this user. */
    void own(Path path) throws IOException {
        if (prefix.isEmpty() || owner == 0) return;
        try (var files = Files.walk(path)) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) continue;
                Files.setAttribute(file, "unix:uid", owner);
                Files.setAttribute(file, "unix:gid", owner);
            }
        }
    }

    private boolean mayWrite(Path folder) throws InterruptedException {
        return Programs.works(command(List.of("test", "-w", folder.toString())));
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
