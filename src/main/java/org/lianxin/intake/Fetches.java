package org.lianxin.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.lianxin.registry.Platform;
import org.lianxin.web.Outbound;

/** Port: brings a picture from where it lies on a network. */
public interface Fetches {
    /** What a server is asked for that has a picture in several forms. */
    Map<String, String> ACCEPT =
            Map.of("accept", "image/jpeg, image/png, image/gif;q=0.9, image/webp;q=0.9, */*;q=0.1");

    Set<Platform> platforms();

    /**
     * Waits for the network, 20 seconds at most; never throws.
     *
     * @param account of ours that it was sent to
     * @param source how the network names it, as it was given with the arrival
     * @param most in bytes; what is longer is {@link Fetched.Never}
     */
    Fetched fetch(long account, String source, int most);

    /** What came of it. */
    sealed interface Fetched {
        record Got(byte[] bytes) implements Fetched {}

        /** It is not there, not to be had, or too large: asking again would not help. */
        record Never(String why) implements Fetched {}

        record Later(String why) implements Fetched {}

        /** Not asked at all until then; it does not count as a try. */
        record NotYet(Instant until) implements Fetched {}

        /** What became of a picture that was asked for at its address, as anybody would. */
        static Fetched of(Outbound.Answer answer) {
            return switch (answer) {
                case Outbound.Answer.Forbidden forbidden -> new Never(forbidden.why());
                case Outbound.Answer.Failed failed -> new Later(failed.why());
                case Outbound.Answer.Got got when got.status() == 200 -> new Got(got.body());
                case Outbound.Answer.Got got
                when got.status() / 100 == 4 && got.status() != 429 -> new Never("HTTP " + got.status());
                case Outbound.Answer.Got got -> new Later("HTTP " + got.status());
            };
        }
    }
}
