package org.lianxin.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A demo sends nothing: everybody finds the mails in the outbox and presses the addresses in them. */
@LianxinTest(
        properties = {"lianxin.demo=true", "lianxin.jobs=false", "spring.mail.host=localhost", "spring.mail.port=1"})
class DemoOutboxTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Notices notices;

    @Autowired
    SendMails sendMails;

    @LocalServerPort
    int port;

    @Test
    void a_mail_stays_in_the_outbox_where_anybody_signed_in_reads_it_and_follows_its_address() {
        Cast.in(context);
        notices.mail(
                "lin@shifan.example",
                "已收到",
                "您好。\n\n到这里看：\nhttp://localhost:8080/console/me\n查询密码 KW3F",
                "case/1/received");
        assertThat(sendMails.run()).isEqualTo(1);
        try (var editor = SignedIn.as("traffic.editor", port, Look.PHONE)) {
            var page = editor.go("/console/outbox");
            page.locator("main h3 a").first().click();
            assertThat(page.locator("main").innerText()).contains("lin@shifan.example", "查询密码 KW3F", "留在这里");
            page.locator("article a").click();
            page.waitForURL(url -> url.endsWith(":" + port + "/console/me"));
        }
    }

    @Test
    void quiet_hours_pass_midnight_or_not() {
        ZonedDateTime day = ZonedDateTime.of(2026, 11, 24, 0, 0, 0, 0, ZoneId.of("Asia/Shanghai"));
        Quiet night = Quiet.parse("21:00-07:30");
        assertThat(night.holds(day.with(LocalTime.of(20, 59)))).isFalse();
        assertThat(night.holds(day.with(LocalTime.of(21, 0)))).isTrue();
        assertThat(night.holds(day.with(LocalTime.of(7, 29)))).isTrue();
        assertThat(night.holds(day.with(LocalTime.of(7, 30)))).isFalse();
        Quiet noon = Quiet.parse("12:00-13:30");
        assertThat(noon.holds(day.with(LocalTime.of(12, 30)))).isTrue();
        assertThat(noon.holds(day.with(LocalTime.of(23, 0)))).isFalse();
        assertThat(Quiet.parse("00:00-00:00").holds(day)).isFalse();
    }
}
