package org.lianxin.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {
    @TempDir
    Path data;

    @Test
    void the_master_key_is_made_once_and_readable_by_its_owner_only() throws Exception {
        Keys first = new Keys(data);
        Path file = data.resolve("keys/master");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new Keys(data).derive("audit")).isEqualTo(first.derive("audit"));
        assertThat(first.derive("audit")).hasSize(32).isNotEqualTo(first.derive("fields"));
    }

    @Test
    void a_signature_belongs_to_its_label_and_text() throws Exception {
        Keys keys = new Keys(data);
        String signature = keys.sign("form", "ask");
        assertThat(keys.verify("form", "ask", signature)).isTrue();
        assertThat(keys.verify("form", "ask!", signature)).isFalse();
        assertThat(keys.verify("csrf", "ask", signature)).isFalse();
        assertThat(keys.verify("form", "ask", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes", "sm4"})
    void what_is_locked_opens_only_under_its_own_label_and_untouched(String cipher) throws Exception {
        Vault vault = new Vault(new Keys(data), cipher);
        byte[] kept = vault.lock("contact", "138 0000 1234 𠮷");
        assertThat(vault.unlock("contact", kept)).isEqualTo("138 0000 1234 𠮷");
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("1234");
        assertThat(vault.lock("contact", "138 0000 1234 𠮷")).isNotEqualTo(kept);
        assertThatThrownBy(() -> vault.unlock("text", kept)).isInstanceOf(IllegalStateException.class);
        kept[kept.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.unlock("contact", kept)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void values_kept_under_one_algorithm_are_read_after_a_change_to_the_other() throws Exception {
        byte[] kept = new Vault(new Keys(data), "aes").lock("contact", "a@example.org");
        assertThat(new Vault(new Keys(data), "sm4").unlock("contact", kept)).isEqualTo("a@example.org");
    }

    @Test
    void sm3_gives_the_digest_of_the_standard() {
        // GB/T 32905-2016, example 1
        assertThat(new Hash("sm3").of("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(new Hash("sha256")
                        .matches(
                                "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                                "abc".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
    }
}
