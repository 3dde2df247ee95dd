package org.lianxin.channels;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.lianxin.intake.Fetches;
import org.lianxin.registry.Platform;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;

/** Pictures in posts of a forum, or of a server elsewhere, from the address that stands there: asked as anybody would, with no key of ours. */
@Component
public class FetchesByAddress implements Fetches {
    private static final int LONGEST = 2_000;

    private final Outbound outbound;

    FetchesByAddress(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public Set<Platform> platforms() {
        return Set.of(Platform.FORUM, Platform.MASTODON);
    }

    /** An address as it is written down; {@code within} is where a part of one belongs. Empty if it is none of the web. */
    public static Optional<String> source(String within, String address) {
        try {
            URI uri = new URI(within).resolve(new URI(address.strip()));
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equals("https") || scheme.equals("http"))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.toASCIIString().length() <= LONGEST
                    ? Optional.of(uri.toASCIIString())
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public Fetched fetch(long account, String source, int most) {
        return Fetched.of(outbound.get(URI.create(source), at -> ACCEPT, most));
    }
}
