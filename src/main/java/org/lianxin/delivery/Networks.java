package org.lianxin.delivery;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** The connectors present in this installation, one per platform. */
@Component
public class Networks {
    private final Map<Platform, Connector> connectors = new EnumMap<>(Platform.class);

    Networks(List<Connector> present) {
        for (Connector connector : present) {
            if (connectors.put(connector.platform(), connector) != null) {
                throw new IllegalStateException("two connectors for " + connector.platform());
            }
        }
    }

    public Optional<Connector> of(Platform platform) {
        return Optional.ofNullable(connectors.get(platform));
    }

    /** The one that takes posts there. */
    public Optional<Connector> forPosts(Platform platform) {
        return of(platform).filter(n -> !(n instanceof AnswersOnly));
    }

    public List<Connector> all() {
        return connectors.values().stream()
                .sorted(Comparator.comparing(Connector::platform))
                .toList();
    }

    /** Platforms that are reached over a network, in contrast to those that publish into this database. */
    List<Platform> outside() {
        return all().stream()
                .filter(n -> !(n instanceof PublishesHere))
                .map(Connector::platform)
                .toList();
    }

    List<Platform> here() {
        return all().stream()
                .filter(PublishesHere.class::isInstance)
                .map(Connector::platform)
                .toList();
    }
}
