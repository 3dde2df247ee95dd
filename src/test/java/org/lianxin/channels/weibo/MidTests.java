package org.lianxin.channels.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers of posts as they stand in addresses. */
class MidTests {
    private static final Map<String, String> VECTORS = Map.of(
            "3491273850170657", "yCirT0Iox",
            "231101124784859058", "Bh0tgako3U",
            "4885639100630954", "MzVRA2E8G",
            "3504803600502730", "z20XK26My",
            "4230466846817001", "GcMA4sBpD",
            "4230000000700100", "GcAr62W7W");

    @Test
    void decimalAndBase62AreTheSameNumberPaddingIncluded() {
        VECTORS.forEach((decimal, base62) -> {
            assertThat(Mid.base62(decimal)).isEqualTo(base62);
            assertThat(Mid.decimal(base62)).isEqualTo(decimal);
        });
    }

    @Test
    void whatIsNoNumberIsSaidToBeNone() {
        assertThatThrownBy(() -> Mid.decimal("a-b")).isInstanceOf(IllegalArgumentException.class);
    }
}
