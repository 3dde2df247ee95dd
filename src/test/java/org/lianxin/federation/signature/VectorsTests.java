package org.lianxin.federation.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

/** The published examples: draft-cavage-12, appendix C, and RFC 9421, section 4.3. */
class VectorsTests {
    private static final byte[] HELLO = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
    private static final Exchange REQUEST = new Exchange(
            "POST",
            URI.create("https://example.com/foo?param=value&pet=dog"),
            Map.of(
                    "host", "example.com",
                    "date", "Sun, 05 Jan 2014 21:31:40 GMT",
                    "content-type", "application/json",
                    "digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
                    "content-length", "18"),
            HELLO);

    private static PublicKey key(String spki) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(spki)));
    }

    private static PublicKey cavageKey() throws Exception {
        return key(
                "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6"
                        + "Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB");
    }

    private static boolean holds(List<String> covered, String signature) throws Exception {
        String base = Cavage.base(REQUEST, covered, "post /foo?param=value&pet=dog", Map.of());
        return new Claim("Test", List.of(base), Base64.getDecoder().decode(signature)).holds(cavageKey());
    }

    @Test
    void the_default_signature_of_the_draft_holds() throws Exception {
        assertThat(
                        holds(
                                List.of("date"),
                                "SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM="))
                .isTrue();
    }

    @Test
    void the_basic_signature_of_the_draft_holds_and_nothing_else_does() throws Exception {
        String signature =
                "qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=";
        assertThat(holds(List.of("(request-target)", "host", "date"), signature))
                .isTrue();
        assertThat(holds(List.of("(request-target)", "date", "host"), signature))
                .isFalse();
    }

    @Test
    void the_full_signature_of_the_draft_holds() throws Exception {
        // the draft names (created) and (expires) as well, but has not signed them
        assertThat(
                        holds(
                                List.of("(request-target)", "host", "date", "content-type", "digest", "content-length"),
                                "vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE="))
                .isTrue();
    }

    @Test
    void the_digest_of_the_draft_is_that_of_the_raw_bytes() {
        assertThat(Digests.digest(HELLO)).isEqualTo("SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=");
        assertThat(Digests.fits("sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", HELLO))
                .isTrue();
        assertThat(Digests.fits("MD5=x,SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", HELLO))
                .isTrue();
        assertThat(Digests.fits(
                        "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(Digests.fits("MD5=x", HELLO)).isFalse();
        assertThat(Digests.contentFits(Digests.contentDigest(HELLO), HELLO)).isTrue();
        assertThat(Digests.contentFits("sha-256=:AAAA:", HELLO)).isFalse();
        assertThat(Digests.contentFits("sha-256=", HELLO)).isFalse();
    }

    @Test
    void the_rsa_signature_of_the_rfc_holds() throws Exception {
        Exchange forwarded = new Exchange(
                "POST",
                URI.create("https://origin.host.internal.example/foo?param=Value&Pet=dog"),
                Map.of(
                        "content-type", "application/json",
                        "content-length", "18",
                        "forwarded", "for=192.0.2.123;host=example.com;proto=https",
                        "content-digest",
                                "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"),
                HELLO);
        InnerList input = Parser.parseInnerList(
                "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-type\" \"content-length\" \"forwarded\");created=1618884480;keyid=\"test-key-rsa\";alg=\"rsa-v1_5-sha256\";expires=1618884540");
        String signature =
                ":S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==:";
        byte[] bytes = ((ByteSequenceItem) Parser.parseItem(signature)).get().array();
        PublicKey key = key(
                "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrwWEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq"
                        + "MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZgkne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0PuKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQPSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB");
        assertThat(new Claim("test-key-rsa", List.of(Rfc9421.base(forwarded, input, "")), bytes).holds(key))
                .isTrue();
    }
}
