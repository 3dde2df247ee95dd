package org.lianxin.federation.signature;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signatures as draft-cavage-http-signatures-12 has them: what nearly every server sends, and all of them understand. */
public final class Cavage {
    private static final Pattern PARAMETER = Pattern.compile("\\s*([a-zA-Z]+)=(?:\"([^\"]*)\"|(\\d+))\\s*(,|$)");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Cavage() {}

    /** The headers that sign this request: exactly (request-target), host, date and, of a POST, its digest, which may be there already. */
    public static Map<String, String> sign(Exchange request, String keyId, PrivateKey key, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", request.authority());
        headers.put("date", DATE.format(now));
        if (request.post()) {
            String made = request.header("digest");
            headers.put("digest", made == null ? Digests.digest(request.body()) : made);
        }
        List<String> covered = request.post()
                ? List.of("(request-target)", "host", "date", "digest")
                : List.of("(request-target)", "host", "date");
        String target = request.addresses(request.method().toLowerCase(Locale.ROOT) + " ")
                .getFirst();
        String base = base(request.with(headers), covered, target, Map.of());
        headers.put(
                "signature",
                "keyId=\"" + keyId + "\",algorithm=\"rsa-sha256\",headers=\"" + String.join(" ", covered)
                        + "\",signature=\""
                        + Base64.getEncoder().encodeToString(Rsa.sign(key, base.getBytes(StandardCharsets.UTF_8)))
                        + "\"");
        return headers;
    }

    /** Reads a {@code Signature} header and checks all but the signature itself. */
    static Claim read(Exchange request, String header, Instant now) throws Claim.Unfit {
        Map<String, String> given = parameters(header);
        String algorithm = given.getOrDefault("algorithm", "hs2019");
        if (!Set.of("hs2019", "rsa-sha256").contains(algorithm)) {
            throw new Claim.Unfit("algorithm");
        }
        String usual = algorithm.equals("hs2019") && given.containsKey("algorithm") ? "(created)" : "date";
        List<String> covered = List.of(given.getOrDefault("headers", usual)
                .toLowerCase(Locale.ROOT)
                .strip()
                .split(" +"));
        demand(covered.contains("(request-target)"), "request-target");
        demand(covered.contains("host"), "host");
        demand(covered.contains("date") || covered.contains("(created)"), "date");
        if (covered.contains("(created)") || covered.contains("(expires)")) {
            demand(!algorithm.equals("rsa-sha256"), "created with rsa-sha256");
        }
        Instant created = covered.contains("(created)") ? seconds(given.get("created")) : date(request.header("date"));
        Instant expires = covered.contains("(expires)") ? seconds(given.get("expires")) : null;
        Age.check(created, expires, now);
        if (request.post()) {
            demand(covered.contains("digest"), "digest");
            demand(Digests.fits(request.header("digest"), request.body()), "digest of other bytes");
        }
        List<String> bases = request.addresses(request.method().toLowerCase(Locale.ROOT) + " ").stream()
                .map(target -> base(request, covered, target, given))
                .toList();
        return new Claim(needed(given, "keyId"), bases, bytes(needed(given, "signature")));
    }

    static String base(Exchange request, List<String> covered, String target, Map<String, String> given) {
        StringBuilder lines = new StringBuilder();
        for (String name : covered) {
            String value = switch (name) {
                case "(request-target)" -> target;
                case "(created)" -> given.get("created");
                case "(expires)" -> given.get("expires");
                default -> request.header(name);
            };
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(name)
                    .append(": ")
                    .append(value == null ? "" : value.strip());
        }
        return lines.toString();
    }

    static Map<String, String> parameters(String header) throws Claim.Unfit {
        Map<String, String> found = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        int at = 0;
        while (at < header.length()) {
            demand(parameter.find(at) && parameter.start() == at, "form");
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            demand(found.put(parameter.group(1), value) == null, "a parameter twice");
            at = parameter.end();
        }
        return found;
    }

    private static Instant date(@Nullable String text) throws Claim.Unfit {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(String.valueOf(text), Instant::from);
        } catch (DateTimeException none) {
            throw new Claim.Unfit("date");
        }
    }

    private static Instant seconds(@Nullable String text) throws Claim.Unfit {
        try {
            return Instant.ofEpochSecond(Long.parseLong(String.valueOf(text)));
        } catch (NumberFormatException | DateTimeException none) {
            throw new Claim.Unfit("created or expires");
        }
    }

    private static String needed(Map<String, String> given, String name) throws Claim.Unfit {
        String value = given.get(name);
        if (value == null || value.isEmpty()) {
            throw new Claim.Unfit(name);
        }
        return value;
    }

    private static byte[] bytes(String base64) throws Claim.Unfit {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw new Claim.Unfit("signature");
        }
    }

    private static void demand(boolean holds, String what) throws Claim.Unfit {
        if (!holds) {
            throw new Claim.Unfit(what);
        }
    }
}
