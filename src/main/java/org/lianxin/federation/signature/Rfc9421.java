package org.lianxin.federation.signature;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.jspecify.annotations.Nullable;

/** Signatures as RFC 9421 has them: read whoever sends them, written where a server refuses the older form. */
public final class Rfc9421 {
    private static final String ALGORITHM = "rsa-v1_5-sha256";

    private Rfc9421() {}

    public static Map<String, String> sign(Exchange request, String keyId, PrivateKey key, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> covered = new ArrayList<>(List.of("@method", "@target-uri"));
        if (request.post()) {
            headers.put("content-digest", Digests.contentDigest(request.body()));
            covered.add("content-digest");
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", now.getEpochSecond());
        parameters.put("keyid", keyId);
        parameters.put("alg", ALGORITHM);
        List<Item<? extends Object>> names = new ArrayList<>();
        covered.forEach(name -> names.add(StringItem.valueOf(name)));
        InnerList input = InnerList.valueOf(names).withParams(Parameters.valueOf(parameters));
        String base = base(request.with(headers), input, request.target().toString());
        byte[] signature = Rsa.sign(key, base.getBytes(StandardCharsets.UTF_8));
        headers.put("signature-input", "sig1=" + input.serialize());
        headers.put("signature", "sig1=" + ByteSequenceItem.valueOf(signature).serialize());
        return headers;
    }

    static Claim read(Exchange request, String inputs, String signatures, Instant now) throws Claim.Unfit {
        try {
            Map<String, ListElement<? extends Object>> named =
                    Parser.parseDictionary(inputs).get();
            demand(named.size() == 1, "one signature");
            String label = named.keySet().iterator().next();
            if (!(named.get(label) instanceof InnerList input)
                    || !(Parser.parseDictionary(signatures).get().get(label) instanceof ByteSequenceItem signature)) {
                throw new Claim.Unfit("signature-input");
            }
            Parameters parameters = input.getParams();
            check(request, input, parameters, now);
            List<String> bases = new ArrayList<>();
            String before = request.target().getScheme() + "://" + request.authority();
            for (String address : request.addresses(before)) {
                bases.add(base(request, input, address));
            }
            return new Claim(text(parameters, "keyid"), bases, Digests.bytes(signature));
        } catch (IllegalArgumentException broken) {
            throw new Claim.Unfit("form");
        }
    }

    private static void check(Exchange request, InnerList input, Parameters parameters, Instant now)
            throws Claim.Unfit {
        Set<String> covered = new java.util.HashSet<>();
        for (Item<? extends Object> item : input.get()) {
            demand(item instanceof StringItem && item.getParams().isEmpty(), "component");
            demand(covered.add(item.get().toString()), "a component twice");
        }
        demand(covered.containsAll(Set.of("@method", "@target-uri")), "method and target");
        demand(!parameters.containsKey("alg") || text(parameters, "alg").equals(ALGORITHM), "algorithm");
        demand(parameters.containsKey("created"), "created");
        Instant expires = parameters.containsKey("expires") ? seconds(parameters, "expires") : null;
        Age.check(seconds(parameters, "created"), expires, now);
        if (request.post()) {
            demand(covered.contains("content-digest"), "content-digest");
            demand(Digests.contentFits(request.header("content-digest"), request.body()), "digest of other bytes");
        }
    }

    /** The signature base; {@code target} as the signer may have seen it. Throws {@link IllegalArgumentException} for what it does not know. */
    static String base(Exchange request, InnerList input, String target) {
        StringBuilder lines = new StringBuilder();
        for (Item<? extends Object> item : input.get()) {
            String name = item.get().toString();
            String value = switch (name) {
                case "@method" -> request.method();
                case "@target-uri" -> target;
                case "@authority" -> request.authority();
                case "@scheme" -> request.target().getScheme();
                case "@path" -> request.path();
                case "@query" -> request.query().isEmpty() ? "?" : request.query();
                case "@request-target" -> request.path() + request.query();
                default -> request.header(name);
            };
            if (value == null) {
                throw new IllegalArgumentException(name);
            }
            lines.append(item.serialize()).append(": ").append(value.strip()).append('\n');
        }
        return lines.append("\"@signature-params\": ").append(input.serialize()).toString();
    }

    private static String text(Parameters parameters, String name) throws Claim.Unfit {
        @Nullable Item<? extends Object> item = parameters.get(name);
        if (item instanceof StringItem text) {
            return text.get();
        }
        throw new Claim.Unfit(name);
    }

    private static Instant seconds(Parameters parameters, String name) throws Claim.Unfit {
        try {
            if (parameters.get(name) instanceof org.greenbytes.http.sfv.IntegerItem number) {
                return Instant.ofEpochSecond(number.getAsLong());
            }
        } catch (DateTimeException beyond) {
            // as none
        }
        throw new Claim.Unfit(name);
    }

    private static void demand(boolean holds, String what) throws Claim.Unfit {
        if (!holds) {
            throw new Claim.Unfit(what);
        }
    }
}
