package org.lianxin.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who claims: this node (a name kept in the data folder, which only one process holds at a time) and this run of it. Claims of the same
 * node by another run are those of a dead process.
 */
@Component
final class Node {
    private final String name;
    private final String owner;
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

    Node(@Value("${lianxin.data}") Path data) throws IOException {
        Path file = data.resolve("node");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling("node.part");
            Files.writeString(part, UUID.randomUUID().toString());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        this.name = Files.readString(file).strip();
        this.owner = name + "/" + UUID.randomUUID();
    }

    String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    /** Deliveries that a thread of this process is busy with at this moment. */
    Set<Long> inFlight() {
        return inFlight;
    }
}
