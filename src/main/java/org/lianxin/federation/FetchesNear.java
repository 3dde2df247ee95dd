package org.lianxin.federation;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lianxin.intake.Fetches;
import org.lianxin.registry.Platform;
import org.lianxin.web.Outbound;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Pictures beside what was said to our accounts, from the address that their server gave; not from servers that are blocked. */
@Component
class FetchesNear implements Fetches {
    /** Of one note, as many as are named with it. */
    private static final int MOST_OF_ONE = 4;

    private static final int LONGEST = 2_000;

    private final Outbound outbound;
    private final Blocks blocks;

    FetchesNear(Outbound outbound, Blocks blocks) {
        this.outbound = outbound;
        this.blocks = blocks;
    }

    @Override
    public Set<Platform> platforms() {
        return Set.of(Platform.FEDIVERSE);
    }

    /** The addresses of the pictures beside a note. */
    static List<String> sources(ObjectNode said) {
        return Json.objects(said, "attachment").stream()
                .filter(a -> Json.is(a, "Image")
                        || (Json.is(a, "Document") && Json.text(a, "mediaType").startsWith("image/")))
                .flatMap(FetchesNear::address)
                .limit(MOST_OF_ONE)
                .toList();
    }

    private static Stream<String> address(ObjectNode attachment) {
        String plain = Json.id(attachment, "url");
        String address = plain.isEmpty()
                ? Json.objects(attachment, "url").stream()
                        .map(link -> Json.text(link, "href"))
                        .findFirst()
                        .orElse("")
                : plain;
        return address.length() <= LONGEST && Addresses.host(address).isPresent() ? Stream.of(address) : Stream.empty();
    }

    @Override
    public Fetched fetch(long account, String source, int most) {
        if (Addresses.host(source).filter(blocks::has).isPresent()) {
            return new Fetched.Never("blocked");
        }
        return Fetched.of(outbound.get(URI.create(source), at -> ACCEPT, most));
    }
}
