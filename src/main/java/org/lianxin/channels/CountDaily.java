package org.lianxin.channels;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks each network once a day for its figures, in the morning when those of yesterday are ready. */
@Component
class CountDaily {
    private static final Logger LOG = LoggerFactory.getLogger(CountDaily.class);
    private static final LocalTime READY = LocalTime.of(8, 30);
    private static final String PLACE = "figures";

    private final List<Counts> networks;
    private final Connections connections;
    private final Figures figures;
    private final Places places;
    private final Clock clock;

    CountDaily(List<Counts> networks, Connections connections, Figures figures, Places places, Clock clock) {
        this.networks = networks;
        this.connections = connections;
        this.figures = figures;
        this.places = places;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 90_000)
    void look() {
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        if (now.toLocalTime().isBefore(READY)) {
            return;
        }
        String today = now.toLocalDate().toString();
        for (Counts network : networks) {
            for (Connection connection : connections.open(network.platform())) {
                if (!places.of(connection.account(), PLACE).orElse("").equals(today)) {
                    places.set(connection.account(), PLACE, today);
                    count(network, connection);
                }
            }
        }
    }

    void count(Counts network, Connection connection) {
        try {
            figures.keep(connection.account(), network.count(connection, figures.out(connection.account())));
        } catch (RuntimeException trouble) {
            LOG.warn("figures of {} could not be read: {}", connection, trouble.toString());
        }
    }
}
