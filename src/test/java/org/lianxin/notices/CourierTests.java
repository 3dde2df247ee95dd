package org.lianxin.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Pages;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail server that answers as told, or is gone, at each step: what may be sent again and what may not. */
@LianxinTest
class CourierTests {
    private static final String GONE = "gone";

    @Autowired
    Pages.Site site;

    @Autowired
    java.time.Clock clock;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Answers as told by the first word of a command; {@code .} is the end of the words. */
    private Courier facing(Map<String, String> answers) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept();
                    var in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    OutputStream out = socket.getOutputStream()) {
                say(out, "220 test");
                boolean words = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (words && !line.equals(".")) {
                        continue;
                    }
                    String command = words ? "." : line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
                    String answer = answers.getOrDefault(
                            command,
                            command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 ok");
                    if (answer.equals(GONE)) {
                        return;
                    }
                    words = command.equals("DATA") && answer.startsWith("354");
                    say(out, answer);
                }
            } catch (IOException ended) {
                // the other side went away
            }
        });
        return towards(server.getLocalPort());
    }

    private Courier towards(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(port);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return new Courier(beans.getBeanProvider(JavaMailSender.class), site, "", clock);
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Mail to(String address) {
        return new Mail(7, null, address, "等你处理", "一件等你", MailState.SENDING, Instant.EPOCH, Instant.EPOCH, null, 1, "");
    }

    private Courier.Result given(String command, String answer) {
        return facing(Map.of(command, answer)).take(to("a@shifan.example"));
    }

    @Test
    void what_the_server_has_taken_is_sent_even_if_the_farewell_goes_wrong() {
        assertThat(facing(Map.of()).take(to("a@shifan.example"))).isInstanceOf(Courier.Result.Sent.class);
        assertThat(given("QUIT", GONE)).isInstanceOf(Courier.Result.Sent.class);
    }

    @Test
    void a_refusal_is_a_refusal_with_the_server_s_own_words() {
        assertThat(given("RCPT", "550 no such mailbox"))
                .isInstanceOfSatisfying(
                        Courier.Result.Refused.class, r -> assertThat(r.why()).contains("no such mailbox"));
        assertThat(given(".", "554 too long")).isInstanceOf(Courier.Result.Refused.class);
    }

    @Test
    void not_now_and_nobody_there_may_be_tried_again() throws IOException {
        assertThat(given("RCPT", "451 come back later")).isInstanceOf(Courier.Result.NotNow.class);
        assertThat(given(".", "452 disk full")).isInstanceOf(Courier.Result.NotNow.class);
        assertThat(given("MAIL", GONE)).isInstanceOf(Courier.Result.NotNow.class);
        assertThat(given("DATA", GONE)).isInstanceOf(Courier.Result.NotNow.class);
        try (Socket held = new Socket()) { // bound and not listening, so that nobody else can listen there meanwhile
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(towards(held.getLocalPort()).take(to("a@shifan.example")))
                    .isInstanceOf(Courier.Result.NotNow.class);
        }
    }

    @Test
    void an_answer_lost_after_the_words_is_not_known() {
        assertThat(given(".", GONE)).isInstanceOf(Courier.Result.Unknown.class);
    }

    @Test
    void an_address_that_is_two_or_brings_a_header_goes_nowhere() {
        Courier courier = facing(Map.of());
        for (String bad : java.util.List.of(
                "a@x.example,b@x.example",
                "a@x.example\r\nBcc: b@x.example",
                "a b@x.example",
                "a@x.example;b",
                "<a@x.example>",
                "")) {
            assertThat(courier.take(to(bad))).as(bad).isInstanceOf(Courier.Result.Refused.class);
        }
    }
}
