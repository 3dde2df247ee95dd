package org.lianxin.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of mails as they come. */
class MailLetterTests {
    private static final String OWN = "liuyan@shifan.example";
    private static final Charset GBK = Charset.forName("GBK");

    private static MailLetter read(String... lines) {
        return read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static MailLetter read(byte[] bytes) {
        return MailLetter.read(bytes, OWN);
    }

    @Test
    void a_plain_letter_has_a_name_an_address_a_subject_and_words() {
        MailLetter letter = read(
                "From: =?UTF-8?B?5byg5LiJ?= <zhang@mail.example>",
                "Message-ID: <1@mail.example>",
                "Subject: =?GB2312?B?wre1xg==?=",
                "Content-Type: text/plain; charset=UTF-8",
                "",
                "路灯坏了。");
        assertThat(letter.id()).isEqualTo("<1@mail.example>");
        assertThat(letter.reply()).isEqualTo("zhang@mail.example");
        assertThat(letter.name()).isEqualTo("张三");
        assertThat(letter.subject()).isEqualTo("路灯");
        assertThat(letter.parts().text()).isEqualTo("路灯坏了。");
        assertThat(letter.automatic()).isFalse();
        assertThat(letter.thread()).isEqualTo("<1@mail.example>");
    }

    @Test
    void an_answer_is_in_the_conversation_that_its_first_reference_began() {
        MailLetter letter = read(
                "From: a@mail.example",
                "References: <1@mail.example>\r\n <2@shifan.example>",
                "In-Reply-To: <2@shifan.example>",
                "",
                "谢谢");
        assertThat(letter.thread()).isEqualTo("<1@mail.example>");
        assertThat(letter.parent()).isEqualTo("<2@shifan.example>");
    }

    @Test
    void a_mail_without_a_name_is_known_by_its_fingerprint() {
        MailLetter one = read("From: a@mail.example", "", "第一封");
        assertThat(one.id())
                .startsWith("sha256:")
                .isEqualTo(read("From: a@mail.example", "", "第一封").id())
                .isNotEqualTo(read("From: a@mail.example", "", "第二封").id());
        assertThat(read("From: a@mail.example", "Message-ID: <a b>\u0007", "", "x")
                        .id())
                .startsWith("sha256:");
    }

    @Test
    void words_in_the_wrong_charset_or_in_none_are_still_words() {
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        none.writeBytes("From: a@mail.example\r\nSubject: ".getBytes(StandardCharsets.UTF_8));
        none.writeBytes("路灯不亮了".getBytes(GBK));
        none.writeBytes("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        none.writeBytes("三楼没有水。".getBytes(GBK));
        MailLetter raw = read(none.toByteArray());
        assertThat(raw.subject()).isEqualTo("路灯不亮了");
        assertThat(raw.parts().text()).isEqualTo("三楼没有水。");

        assertThat(read("From: a@mail.example", "Content-Type: text/plain; charset=klingon", "", "停水了")
                        .parts()
                        .text())
                .isEqualTo("停水了");
        ByteArrayOutputStream lying = new ByteArrayOutputStream();
        lying.writeBytes("From: a@mail.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        lying.writeBytes("停电了".getBytes(GBK));
        assertThat(read(lying.toByteArray()).parts().text()).isEqualTo("停电了");
        assertThat(read("From: a@mail.example", "Content-Transfer-Encoding: rot13", "", "停气了")
                        .parts()
                        .text())
                .isEqualTo("停气了");
    }

    @Test
    void of_two_forms_the_plain_one_is_read_and_of_html_only_the_words() {
        MailLetter both = read(
                "From: a@mail.example",
                "Content-Type: multipart/alternative; boundary=b",
                "",
                "--b",
                "Content-Type: text/html; charset=utf-8",
                "",
                "<p>重</p>",
                "--b",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "轻",
                "--b--");
        assertThat(both.parts().text()).isEqualTo("轻");
        MailLetter html = read(
                "From: a@mail.example",
                "Content-Type: text/html; charset=utf-8",
                "",
                "<style>p{}</style><script>alert(1)</script><p>水管<b>漏</b>了</p><p>三天</p><img src=http://x.example/pixel>");
        assertThat(html.parts().text()).isEqualTo("水管漏了\n\n三天");
    }

    @Test
    void pictures_come_along_and_other_attachments_are_named() {
        MailLetter letter = read(
                "From: a@mail.example",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "见附件",
                "--b",
                "Content-Type: image/png; name=\"a.png\"",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}),
                "--b",
                "Content-Type: application/pdf",
                "Content-Disposition: attachment; filename=\"=?UTF-8?B?5ZCI5ZCMLnBkZg==?=\"",
                "",
                "%PDF",
                "--b",
                "Content-Type: text/plain",
                "Content-Disposition: attachment; filename=log.txt",
                "",
                "not words",
                "--b--");
        assertThat(letter.parts().text()).isEqualTo("见附件");
        assertThat(letter.parts().pictures()).containsExactly(new byte[] {1, 2, 3});
        assertThat(letter.parts().others()).containsExactly("合同.pdf", "log.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated",
                "Precedence: bulk",
                "Precedence: list",
                "List-Id: <citizens.example>",
                "List-Unsubscribe: <https://x.example>",
                "Return-Path: <>",
                "X-Autoreply: yes",
                "X-Failed-Recipients: b@mail.example",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
            })
    void what_a_program_wrote_is_no_letter(String header) {
        assertThat(read("From: a@mail.example", header, "", "我不在").automatic()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAILER-DAEMON@mail.example",
                "postmaster@mail.example",
                "no-reply@shop.example",
                "noreply+7@shop.example",
                "LIUYAN@shifan.example"
            })
    void what_comes_from_nobody_or_from_the_mailbox_itself_is_no_letter(String from) {
        assertThat(read("From: " + from, "", "无").automatic()).isTrue();
    }

    @Test
    void a_person_s_mail_that_says_it_is_not_automatic_is_a_letter() {
        assertThat(read("From: a@mail.example", "Auto-Submitted: no", "Precedence: normal", "", "有")
                        .automatic())
                .isFalse();
    }

    @Test
    void nobody_is_answered_at_two_addresses_at_a_list_of_ours_or_with_a_line_break() {
        assertThat(read("From: a@mail.example", "Reply-To: " + OWN + ", b@mail.example", "", "x")
                        .reply())
                .isEqualTo("b@mail.example");
        assertThat(read("From: \"a\nBcc: c\"@mail.example", "", "x").reply()).isEmpty();
        assertThat(read("From: a@mail.example", "Reply-To: \"x@y\"@mail.example", "", "x")
                        .reply())
                .isEqualTo("a@mail.example");
        assertThat(read("From: nobody", "", "x").reply()).isEmpty();
        assertThat(read("From: group:a@mail.example,b@mail.example;", "", "x").reply())
                .isEmpty();
    }

    @Test
    void what_is_nested_without_end_or_has_parts_without_number_is_read_as_far_as_it_is_sensible() {
        StringBuilder deep = new StringBuilder("From: a@mail.example\r\n");
        for (int i = 0; i < 2_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        deep.append("Content-Type: text/plain\r\n\r\nx");
        assertThat(read(deep.toString().getBytes(StandardCharsets.UTF_8))
                        .parts()
                        .text())
                .isEmpty();

        StringBuilder wide =
                new StringBuilder("From: a@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 5_000; i++) {
            wide.append("--b\r\nContent-Type: application/zip; name=").append(i).append(".zip\r\n\r\nx\r\n");
        }
        assertThat(read(wide.toString().getBytes(StandardCharsets.UTF_8))
                        .parts()
                        .others())
                .hasSizeLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\r\n\r\n",
                "--b\n",
                "--b\r",
                "--b\n--b\n\n",
                "a\r\n",
                "a\r",
                "--b\r\n\r\n\r\n",
                "To: a,b,c,d;e"
            })
    void a_mail_that_would_fill_the_memory_is_not_taken_apart(String again) {
        String head = "From: a@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n";
        assertThat(MailBounds.within((head + again.repeat(1_000_000)).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(MailBounds.within((head + "\r\n" + "words\n".repeat(500_000)).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void parts_that_are_hidden_in_another_encoding_stay_hidden() {
        String inner = "--c\r\n\r\n里面\r\n".repeat(2_000) + "--c--\r\n";
        MailLetter letter = read(
                "From: a@mail.example",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: multipart/mixed; boundary=c",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8)),
                "--b--");
        assertThat(letter.parts().text()).doesNotContain("里面");
    }

    @Test
    void what_is_beyond_the_hundredth_part_is_missed_and_that_is_said() {
        String part = "--b\r\n\r\n一段\r\n";
        String head = "From: a@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        assertThat(read(head + part.repeat(99) + "--b--").parts().whole()).isTrue();
        assertThat(read(head + part.repeat(100) + "--b--").parts().whole()).isFalse();
    }

    @Test
    void a_mail_that_breaks_off_or_is_no_mail_at_all_stops_nothing() {
        MailLetter cut = read(
                "From: a@mail.example",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "开头还在",
                "--b",
                "Content-Type: image/png",
                "Content-Transfer-Encoding: base64",
                "",
                "iVBORw0KGgoAAAANSUhEUg");
        assertThat(cut.parts().text()).isEqualTo("开头还在");
        byte[] noise = new byte[4_096];
        new java.util.Random(7).nextBytes(noise);
        assertThat(read(noise).id()).startsWith("sha256:");
        assertThat(read(new byte[0]).reply()).isEmpty();
    }

    @Test
    void the_longest_words_are_bounded() {
        MailLetter letter = read("From: a@mail.example", "Subject: " + "长".repeat(5_000), "", "字".repeat(400_000));
        assertThat(letter.subject().codePointCount(0, letter.subject().length()))
                .isLessThanOrEqualTo(200);
        assertThat(letter.parts().text().length()).isLessThanOrEqualTo(256 * 1024);
    }
}
