package org.lianxin.federation.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature counts for the very request that was signed, for a while, and only if it covers what could otherwise be changed. */
class SignaturesTests {
    private static final KeyPair KEY = Rsa.fresh();
    private static final String ID = "https://far.example/users/lin#main-key";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final byte[] BODY = "{\"type\":\"Follow\"}".getBytes(StandardCharsets.UTF_8);

    private static Exchange post(String address) {
        return new Exchange("POST", URI.create(address), Map.of("content-type", "application/activity+json"), BODY);
    }

    private static Exchange signed(Signatures form, Exchange request, Instant at) {
        return request.with(form.sign(request, ID, KEY.getPrivate(), at));
    }

    private static boolean holds(Exchange request, Instant now) {
        try {
            Claim claim = Signatures.read(request, now);
            assertThat(claim.keyId()).isEqualTo(ID);
            return claim.holds(KEY.getPublic());
        } catch (Claim.Unfit unfit) {
            return false;
        }
    }

    private static String why(Exchange request) {
        try {
            return Signatures.read(request, NOW).keyId();
        } catch (Claim.Unfit unfit) {
            return String.valueOf(unfit.getMessage());
        }
    }

    private static Exchange header(Exchange request, String name, UnaryOperator<String> change) {
        return request.with(Map.of(name, change.apply(request.headers().get(name))));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_signed_here_is_understood_here(Signatures form) {
        assertThat(holds(signed(form, post("https://city.example/ap/inbox"), NOW), NOW))
                .isTrue();
        Exchange get = new Exchange("GET", URI.create("https://far.example:8443/a?b=c"), Map.of(), new byte[0]);
        assertThat(holds(signed(form, get, NOW), NOW)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void another_body_address_method_or_key_does_not_hold(Signatures form) {
        Exchange good = signed(form, post("https://city.example/ap/inbox"), NOW);
        assertThat(holds(new Exchange("POST", good.target(), good.headers(), new byte[] {'{', '}'}), NOW))
                .isFalse();
        assertThat(holds(new Exchange("PUT", good.target(), good.headers(), BODY), NOW))
                .isFalse();
        for (String other : new String[] {
            "https://city.example/ap/actors/1/inbox",
            "https://other.example/ap/inbox",
            "https://city.example/ap/inbox?x"
        }) {
            assertThat(holds(new Exchange("POST", URI.create(other), good.headers(), BODY), NOW))
                    .as(other)
                    .isEqualTo(other.endsWith("?x"));
        }
        assertThat(new Claim(ID, java.util.List.of("x"), new byte[256])
                        .holds(Rsa.fresh().getPublic()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void clocks_may_be_an_hour_apart_and_no_more(Signatures form) {
        Exchange request = signed(form, post("https://city.example/ap/inbox"), NOW);
        assertThat(holds(request, NOW.plus(Duration.ofMinutes(64)))).isTrue();
        assertThat(holds(request, NOW.plus(Duration.ofMinutes(66)))).isFalse();
        assertThat(holds(request, NOW.minus(Duration.ofMinutes(59)))).isTrue();
        assertThat(holds(request, NOW.minus(Duration.ofMinutes(61)))).isFalse();
    }

    @Test
    void a_query_may_be_signed_or_left_out() {
        for (Signatures form : Signatures.values()) {
            Exchange without = signed(form, post("https://city.example/ap/inbox"), NOW);
            assertThat(holds(
                            new Exchange(
                                    "POST", URI.create("https://city.example/ap/inbox?a=b"), without.headers(), BODY),
                            NOW))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(request-target)", "host", "date", "digest"})
    void a_post_that_does_not_cover_this_is_not_looked_at(String name) {
        Exchange request = header(
                signed(Signatures.CAVAGE, post("https://city.example/ap/inbox"), NOW),
                "signature",
                s -> s.replaceFirst(java.util.regex.Pattern.quote(name) + " ?", ""));
        assertThat(why(request)).isIn("request-target", "host", "date", "digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@method", "@target-uri", "content-digest"})
    void neither_is_one_of_the_rfc_without_this(String name) {
        Exchange request = header(
                signed(Signatures.RFC9421, post("https://city.example/ap/inbox"), NOW),
                "signature-input",
                s -> s.replaceFirst("\"" + name + "\" ?", ""));
        assertThat(why(request)).isIn("method and target", "content-digest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "keyId=",
                "keyId=\"a\"",
                "keyId=\"a\",keyId=\"b\"",
                "keyId=\"a\",signature=\"%%\"",
                "=,=,=",
                "keyId=\"a\" signature=\"b\"",
                "keyId=\"a\",algorithm=\"hmac-sha256\",headers=\"(request-target) host date digest\",signature=\"AAAA\"",
                "keyId=\"a\",algorithm=\"rsa-sha256\",headers=\"(request-target) host (created) digest\",created=1,signature=\"AAAA\"",
                "keyId=\"a\",algorithm=\"hs2019\",headers=\"(request-target) host (created) digest\",created=99999999999999999999,signature=\"AAAA\""
            })
    void a_broken_signature_is_a_refusal_and_never_a_fault(String signature) {
        Exchange request = signed(Signatures.CAVAGE, post("https://city.example/ap/inbox"), NOW);
        assertThatExceptionOfType(Claim.Unfit.class)
                .isThrownBy(() -> Signatures.read(request.with(Map.of("signature", signature)), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sig1",
                "sig1=1",
                "sig1=();created=1",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\")",
                "sig1=(\"@method\"",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=\"x\"",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=999999999999999",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\";req);created=1764072000;keyid=\"a\"",
                "sig1=(\"@method\" \"@method\" \"@target-uri\" \"content-digest\");created=1764072000;keyid=\"a\"",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\" \"@status\");created=1764072000;keyid=\"a\"",
                "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1764072000;keyid=\"a\";alg=\"hmac-sha256\"",
                "a=(\"@method\" \"@target-uri\" \"content-digest\");created=1764072000;keyid=\"a\", b=(\"@method\");created=1"
            })
    void nor_is_a_broken_input(String input) {
        Exchange request = signed(Signatures.RFC9421, post("https://city.example/ap/inbox"), NOW);
        assertThatExceptionOfType(Claim.Unfit.class)
                .isThrownBy(() -> Signatures.read(request.with(Map.of("signature-input", input)), NOW));
    }

    @Test
    void what_is_not_signed_at_all_is_refused() {
        assertThat(why(post("https://city.example/ap/inbox"))).isEqualTo("no signature");
    }

    @Test
    void a_signer_who_promises_days_is_believed_twelve_hours() {
        Exchange request = post("https://city.example/ap/inbox").with(Map.of("digest", Digests.digest(BODY)));
        Map<String, String> given = new HashMap<>();
        given.put("created", Long.toString(NOW.getEpochSecond()));
        given.put("expires", Long.toString(NOW.plus(Duration.ofDays(9)).getEpochSecond()));
        var covered = java.util.List.of("(request-target)", "host", "(created)", "(expires)", "digest");
        String base = Cavage.base(request, covered, "post /ap/inbox", given);
        String signature = java.util.Base64.getEncoder()
                .encodeToString(Rsa.sign(KEY.getPrivate(), base.getBytes(StandardCharsets.UTF_8)));
        Exchange sent = request.with(Map.of(
                "signature",
                "keyId=\"" + ID + "\",algorithm=\"hs2019\",created=" + given.get("created") + ",expires="
                        + given.get("expires") + ",headers=\"" + String.join(" ", covered) + "\",signature=\""
                        + signature + "\""));
        assertThat(holds(sent, NOW.plus(Duration.ofHours(12)))).isTrue();
        assertThat(holds(sent, NOW.plus(Duration.ofHours(14)))).isFalse();
    }

    @Test
    void a_small_key_or_none_is_no_key() {
        assertThat(Rsa.read(Rsa.pem(KEY.getPublic()))).contains(KEY.getPublic());
        assertThat(
                        Rsa.read(
                                "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB\n-----END PUBLIC KEY-----"))
                .isEmpty();
        assertThat(Rsa.read("")).isEmpty();
        assertThat(Rsa.read("-----BEGIN PUBLIC KEY-----\n%%%")).isEmpty();
    }
}
