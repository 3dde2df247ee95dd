package org.lianxin.kernel;

import com.github.f4b6a3.tsid.TsidFactory;
import java.time.Clock;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Ids that sort by time: 42 bits of milliseconds from {@link Clock}, 22 of node and counter. A clock that jumps back keeps the last
 * time and counts on, so ids never repeat within a process. They are strings in JSON and in addresses.
 */
@Component
public final class Ids {
    private final TsidFactory factory;

    public Ids(Clock clock) {
        this.factory = TsidFactory.builder().withNodeBits(10).withClock(clock).build();
    }

    public long next() {
        return factory.create().toLong();
    }

    public static String text(long id) {
        return Long.toString(id);
    }

    /** The id in an address, empty if it is none (then the page does not exist). */
    public static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
