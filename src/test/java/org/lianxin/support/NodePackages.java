package org.lianxin.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lianxin.kernel.Hash;
import org.lianxin.launch.postgres.Folders;

/** Packages of Node that a folder of {@code src/test} names, installed below {@code target} once for each lock file. */
public final class NodePackages {
    private final Path source;

    public NodePackages(String folder) {
        this.source = Path.of("src", "test", folder);
    }

    /** Why they cannot be had here; empty if they can. {@code scripts}: files beside the lock file that are run there. */
    public String missing(String... scripts) throws IOException, InterruptedException {
        if (!succeeds(
                Path.of("."),
                "node",
                "-e",
                "process.exit(Number(process.versions.node.split('.')[0]) >= 20 ? 0 : 1)")) {
            return "Node 20 or newer is not installed";
        }
        if (!Files.isDirectory(home().resolve("node_modules"))) {
            Files.createDirectories(home());
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.copy(source.resolve(file), home().resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!succeeds(home(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")) {
                Folders.delete(home());
                return "npm could not install what " + source + " names";
            }
        }
        for (String script : scripts) {
            Files.copy(source.resolve(script), home().resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        return "";
    }

    public Path home() throws IOException {
        String lock = Hash.sha256(Files.readAllBytes(source.resolve("package-lock.json")));
        return Path.of("target", source.getFileName() + "-" + lock.substring(0, 12))
                .toAbsolutePath();
    }

    private static boolean succeeds(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return process.waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
