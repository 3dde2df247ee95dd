package org.lianxin.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** A place in a list ordered by (time, id), written {@code <epoch microseconds>,<id>} in addresses. Lists page by it, never by offset. */
public record Cursor(Instant at, long id) {

    public static Optional<Cursor> parse(String text) {
        int comma = text.indexOf(',');
        if (comma <= 0) {
            return Optional.empty();
        }
        OptionalLong micros = Ids.parse(text.substring(0, comma));
        OptionalLong id = Ids.parse(text.substring(comma + 1));
        if (micros.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS), id.getAsLong()));
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "," + id;
    }
}
