package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lianxin.launch.postgres.Refusal;

class ProxiesTests {
    private static boolean believes(String proxies, String address) {
        Object pattern =
                Objects.requireNonNull(Proxies.settings(proxies).get("server.tomcat.remoteip.internal-proxies"));
        return Pattern.compile(pattern.toString()).matcher(address).matches();
    }

    @Test
    void only_this_machine_is_believed_where_nothing_is_set() {
        assertThat(believes("", "127.0.0.1")).isTrue();
        assertThat(believes("", "0:0:0:0:0:0:0:1")).isTrue();
        assertThat(believes("", "127.0.0.12")).isFalse();
        assertThat(believes("", "10.0.0.1")).isFalse();
    }

    @Test
    void proxies_elsewhere_are_named_one_by_one_and_their_dots_are_dots() {
        assertThat(believes("10.1.0.5, 10.1.0.6", "10.1.0.6")).isTrue();
        assertThat(believes("10.1.0.5, 10.1.0.6", "10.1.0x6")).isFalse();
        assertThat(believes("10.1.0.5", "127.0.0.1")).isFalse();
    }

    @Test
    void what_is_no_address_is_refused() {
        assertThatThrownBy(() -> Proxies.settings("10.0.0.0/8")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Proxies.settings(".*")).isInstanceOf(Refusal.class);
    }
}
