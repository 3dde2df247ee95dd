package org.lianxin.channels.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.cases.Case;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.OneAccount;
import org.lianxin.channels.Places;
import org.lianxin.channels.Readings;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Waybill;
import org.lianxin.identity.People;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Platform;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.GuardedSockets;
import org.lianxin.web.Pages;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Letters by mail and answers to them, with a real mail server and lines that are really cut. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.mailbox.poll=0s",
            "lianxin.mailbox.timeout=10s",
            "lianxin.mailbox.unencrypted=true",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.public-url=http://shifan.example"
        })
class MailboxTests extends OneAccount {
    private static final GreenMail SERVER =
            new GreenMail(Stream.of(ServerSetup.PROTOCOL_SMTP, ServerSetup.PROTOCOL_IMAP, ServerSetup.PROTOCOL_IMAPS)
                    .map(protocol -> {
                        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
                        setup.setServerStartupTimeout(60_000);
                        return setup;
                    })
                    .toArray(ServerSetup[]::new));

    static {
        SERVER.start();
    }

    @AfterAll
    static void end() {
        SERVER.stop();
    }

    @Autowired
    MailConnects connects;

    @Autowired
    MailPolling polling;

    @Autowired
    Readings readings;

    @Autowired
    Places places;

    @Autowired
    Arrivals arrivals;

    String address;
    GreenMailUser mailbox;

    @BeforeEach
    void connected() {
        address = "liuyan" + NEXT.incrementAndGet() + "@shifan.example";
        mailbox = SERVER.setUser(address, address, "secret");
        open(Platform.MAIL, address, address);
        connect(SERVER.getSmtp().getPort());
    }

    private Map<String, String> typed(int smtp) {
        return Map.of(
                "address",
                address,
                "user",
                "",
                "password",
                "secret",
                "imap",
                "127.0.0.1:" + SERVER.getImap().getPort(),
                "folder",
                "",
                "smtp",
                "127.0.0.1:" + smtp);
    }

    private void connect(int smtp) {
        Map<String, String> typed =
                new java.util.HashMap<>(typed(SERVER.getSmtp().getPort()));
        Connections.Granted granted = connects.tried(account, typed).orThrow();
        Map<String, String> secrets = new java.util.HashMap<>(granted.secrets());
        secrets.put("smtp", "127.0.0.1:" + smtp);
        connect(new Connections.Granted(granted.remoteId(), granted.remoteName(), secrets, null));
    }

    private void poll() {
        readings.claim(account.id(), Duration.ofMinutes(1));
        polling.read(connection());
    }

    private static String words() {
        return "望湖大道的路灯坏了" + NEXT.incrementAndGet() + "，请派人看一看。";
    }

    private String mail(String words, String... headers) {
        String id = "<" + NEXT.incrementAndGet() + "@mail.example>";
        put("From: =?UTF-8?B?5byg5LiJ?= <zhang@mail.example>\r\nMessage-ID: " + id + "\r\nSubject: =?UTF-8?B?"
                + Base64.getEncoder().encodeToString("路灯".getBytes(StandardCharsets.UTF_8)) + "?=\r\n"
                + Stream.of(headers).map(h -> h + "\r\n").collect(java.util.stream.Collectors.joining())
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + words + "\r\n");
        return id;
    }

    private void put(String raw) {
        try {
            mailbox.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private Case asked(String words, String... headers) {
        mail(words, headers);
        poll();
        return letter(words);
    }

    /** What the citizen has got that answers this mail. */
    private static List<MimeMessage> got(String id) throws Exception {
        var citizen = SERVER.getManagers().getUserManager().getUserByEmail("zhang@mail.example");
        List<MimeMessage> found = new java.util.ArrayList<>();
        if (citizen != null) {
            for (var one :
                    SERVER.getManagers().getImapHostManager().getInbox(citizen).getMessages()) {
                if (id.equals(one.getMimeMessage().getHeader("In-Reply-To", null))) {
                    found.add(one.getMimeMessage());
                }
            }
        }
        return found;
    }

    private Waybill waybill(Case letter) {
        return Stream.of(Deliveries.View.values())
                .flatMap(view -> deliveries
                        .list(new Deliveries.Filter(view, null, account.id()), null, 10, cast.person("traffic.editor"))
                        .items()
                        .stream())
                .filter(w -> w.reference().equals(letter.number()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_letter_becomes_a_case_and_the_answer_goes_back_into_its_conversation_once() throws Exception {
        String words = words();
        String id = mail(words, "References: <0@mail.example>");
        poll();
        poll();

        assertThat(letters(words)).hasSize(1);
        Case letter = letter(words);
        assertThat(letter.channel()).isEqualTo("mail");
        assertThat(letter.consent()).isFalse();
        deeds.answer(letter, "已经派人去修，**今晚**亮。");

        MimeMessage answer = got(id).getFirst();
        assertThat(got(id)).hasSize(1);
        assertThat(answer.getSubject()).isEqualTo("Re: 路灯");
        assertThat(answer.getFrom()[0].toString()).contains(address);
        assertThat(answer.getHeader("References", null).replaceAll("\\s+", " ")).isEqualTo("<0@mail.example> " + id);
        assertThat(answer.getContent().toString()).startsWith("已经派人去修，今晚亮。").contains(letter.number());
        assertThat(answer.getHeader("Auto-Submitted")).isNull();
        assertThat(letter(words).state().word()).isEqualTo("answered");

        poll();
        assertThat(readings.of(account.id()).orElseThrow().skipped())
                .as("the copy of our own answer")
                .isEqualTo(1);
        assertThat(letters("今晚")).isEmpty();
    }

    @Test
    void what_was_written_privately_and_its_answer_stand_on_no_public_page() throws Exception {
        String words = words();
        Case letter = asked(words);
        deeds.answer(letter, "已经派人去修，谢谢您写信来" + NEXT.get() + "。");
        for (String page : List.of("/answers", "/units/traffic", "/answers/" + letter.number(), "/")) {
            try (var http = java.net.http.HttpClient.newHttpClient()) {
                String body = http.send(
                                java.net.http.HttpRequest.newBuilder(
                                                java.net.URI.create("http://localhost:" + port + page))
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.ofString())
                        .body();
                assertThat(body).doesNotContain(words).doesNotContain("谢谢您写信来" + NEXT.get());
            }
        }
    }

    @Test
    void nothing_in_the_mailbox_is_changed_and_what_was_there_before_is_left_alone() throws Exception {
        String before = words();
        clock.set(clock.instant().plus(Duration.ofHours(1)));
        mail(before);
        connect(SERVER.getSmtp().getPort());
        places.set(account.id(), "MAIL", "0:0:" + clock.instant().getEpochSecond());
        poll();
        assertThat(letters(before)).isEmpty();

        clock.set(null);
        places.set(
                account.id(), "MAIL", "0:0:" + clock.instant().minusSeconds(60).getEpochSecond());
        poll();
        assertThat(letters(before)).hasSize(1);
        var inbox = SERVER.getManagers().getImapHostManager().getInbox(mailbox);
        assertThat(inbox.getMessages()).hasSize(1);
        assertThat(inbox.getMessages().getFirst().getFlags().contains(Flags.Flag.SEEN))
                .isFalse();
    }

    @Test
    void numbered_anew_by_its_server_a_mailbox_is_read_again_and_nothing_arrives_twice() {
        String words = words();
        asked(words);
        put("From: b@mail.example\r\n\r\n没有名字的信" + words);
        poll();
        String place = places.of(account.id(), "MAIL").orElseThrow();
        places.set(account.id(), "MAIL", "1" + place);
        poll();

        assertThat(places.of(account.id(), "MAIL")).contains(place);
        assertThat(letters(words)).hasSize(2);
    }

    /** Of this account. */
    private long arrived() {
        return context.getBean(JdbcClient.class)
                .sql("select count(*) from intake.arrival where account = ?")
                .param(account.id())
                .query(Long.class)
                .single();
    }

    @Test
    void a_mail_of_parts_without_number_is_left_to_a_person_and_the_next_is_read() {
        String words = words();
        String poison = words();
        put("From: b@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + poison + "\r\n"
                + "--b\r\n\r\n".repeat(1_200));
        mail(words);
        poll();
        poll();

        assertThat(letters(poison)).isEmpty();
        assertThat(letters(words)).hasSize(1);
        assertThat(arrived()).isEqualTo(2);
    }

    @Test
    void the_mail_at_which_the_program_ended_is_not_taken_apart_again() {
        String before = words();
        String words = words();
        String poison = words();
        mail(before);
        poll();
        mail(poison);
        mail(words);
        MailPlace place =
                places.of(account.id(), "MAIL").flatMap(MailPlace::parse).orElseThrow();
        places.set(account.id(), "MAIL", place.trying(place.uid() + 1).text());
        poll();
        poll();

        assertThat(letters(poison)).isEmpty();
        assertThat(letters(words)).hasSize(1);
        assertThat(arrived()).isEqualTo(3);
    }

    @Test
    void another_mailbox_is_read_from_its_connection_on_whatever_numbers_its_server_has() {
        String words = words();
        asked(words());
        MailPlace place =
                places.of(account.id(), "MAIL").flatMap(MailPlace::parse).orElseThrow();
        String before = place.validity() + ":" + (place.uid() + 1_000) + ":0:0:";
        mail(words);
        places.set(account.id(), "MAIL", before + "ofanothermailbox");
        poll();
        assertThat(letters(words)).hasSize(1);
        assertThat(places.of(account.id(), "MAIL").orElseThrow()).contains(":" + since() + ":");

        places.set(account.id(), "MAIL", before);
        poll();
        assertThat(places.of(account.id(), "MAIL").orElseThrow())
                .as("written by an earlier version, which did not say of which mailbox")
                .startsWith(before)
                .hasSizeGreaterThan(before.length());
    }

    private long since() {
        return java.util.Objects.requireNonNull(connection().connectedAt()).getEpochSecond();
    }

    @Autowired
    MailServers servers;

    @Test
    void a_mail_that_somebody_deletes_while_it_is_read_is_none() throws Exception {
        mail(words());
        try (MailServers.Opened open = servers.imap(connection())) {
            IMAPMessage message = (IMAPMessage) open.folder().getMessage(1);
            MailPolling.Numbered one = new MailPolling.Numbered(open.folder().getUID(message), message);
            message.getReceivedDate();
            var inbox = SERVER.getManagers().getImapHostManager().getInbox(mailbox);
            inbox.getMessages().getFirst().setFlag(Flags.Flag.DELETED, true);
            inbox.expunge();
            polling.taken(connection(), open, one, new MailPlace(1, 0, 0, 0, ""));
        }
        assertThat(arrived()).isZero();
    }

    @Test
    void a_mail_that_its_server_cannot_hand_over_is_registered_once_however_it_is_numbered() throws Exception {
        mail(words());
        MailServers.Opened closed = servers.imap(connection());
        IMAPMessage message = (IMAPMessage) closed.folder().getMessage(1);
        message.getReceivedDate();
        message.getSize();
        closed.close();
        try (MailServers.Opened open = servers.imap(connection())) {
            for (int validity = 1; validity < 4; validity++) {
                polling.taken(
                        connection(),
                        open,
                        new MailPolling.Numbered(validity, message),
                        new MailPlace(validity, 0, 0, 0, ""));
            }
        }
        assertThat(arrived()).isEqualTo(1);
    }

    @Test
    void answering_machines_and_bounces_are_no_letters_and_get_no_answer() {
        String words = words();
        mail(words, "Auto-Submitted: auto-replied");
        mail(words, "List-Id: <all.example>");
        put("From: MAILER-DAEMON@mail.example\r\nReturn-Path: <>\r\n\r\n" + words);
        poll();

        assertThat(letters(words)).isEmpty();
        assertThat(readings.of(account.id()).orElseThrow().skipped()).isEqualTo(3);
        assertThat(SERVER.getReceivedMessagesForDomain("mail.example"))
                .noneMatch(m -> subject(m).contains("Auto"));
    }

    private static String subject(MimeMessage message) {
        try {
            return String.valueOf(message.getSubject());
        } catch (MessagingException none) {
            return "";
        }
    }

    @Test
    void pictures_come_along_and_other_attachments_stay_and_are_named() throws Exception {
        String words = words();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", png);
        put(
                "From: b@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + words + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(png.toByteArray())
                        + "\r\n--b\r\nContent-Type: image/png\r\n\r\nno picture\r\n--b\r\nContent-Type: application/pdf; name=plan.pdf\r\n\r\n%PDF\r\n--b--\r\n");
        poll();

        Case letter = letter(words);
        assertThat(letter.masked()).contains("plan.pdf", "打不开的图片");
        assertThat(letter.pictures()).hasSize(1);
    }

    @Test
    void a_line_cut_after_the_final_dot_is_settled_by_the_copy_and_nothing_goes_twice() throws Exception {
        String words = words();
        String id = mail(words);
        poll();
        Case letter = letter(words);
        try (CutLine cut = CutLine.afterTheDot(SERVER.getSmtp().getPort())) {
            connect(cut.port());
            deeds.answer(letter, "已经派人去修。");
            assertThat(waybill(letter).state()).isEqualTo(DeliveryState.UNKNOWN);
            // the server takes it in a moment of its own
            assertThat(SERVER.waitForIncomingEmail(10_000, SERVER.getReceivedMessages().length))
                    .isTrue();
            clock.set(clock.instant().plus(Duration.ofSeconds(5)));
            delivery.drain();
        }
        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(got(id)).hasSize(1);
    }

    @Test
    void a_copy_that_never_comes_leaves_it_to_a_person_and_it_is_not_sent_again() throws Exception {
        String words = words();
        String id = mail(words);
        poll();
        Case letter = letter(words);
        try (ServerSocket server = scripted(Map.of(".", "gone"))) {
            connect(server.getLocalPort());
            deeds.answer(letter, "已经派人去修。");
            for (int i = 0; i < 15; i++) {
                clock.set(clock.instant().plus(Duration.ofSeconds(61)));
                delivery.drain();
            }
        }
        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.MANUAL);
        assertThat(got(id)).isEmpty();
    }

    @Test
    void a_server_that_never_speaks_or_says_later_is_tried_again_and_one_that_says_no_is_believed() throws Exception {
        Case letter = asked(words());
        try (CutLine silent = CutLine.silent()) {
            connect(silent.port());
            deeds.answer(letter, "已经派人去修。");
        }
        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.QUEUED);
        try (ServerSocket server = scripted(Map.of("RCPT", "451 4.7.1 greylisted"))) {
            connect(server.getLocalPort());
            later(Duration.ofMinutes(5));
        }
        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waybill(letter).why()).contains("greylisted");
        try (ServerSocket server = scripted(Map.of("RCPT", "550 5.1.1 no such mailbox"))) {
            connect(server.getLocalPort());
            later(Duration.ofMinutes(5));
        }
        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(waybill(letter).why()).contains("no such mailbox");
    }

    /** Answers as told by the first word of a command; {@code .} is the end of the words, {@code gone} hangs up. */
    private static ServerSocket scripted(Map<String, String> answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept();
                        var in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    talk(socket, in, answers);
                } catch (IOException over) {
                    // closed, or the other side went away
                }
            }
        });
        return server;
    }

    private static void talk(Socket socket, BufferedReader in, Map<String, String> answers) throws IOException {
        say(socket, "220 test");
        boolean words = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (words && !line.equals(".")) {
                continue;
            }
            String command = words ? "." : line.split("[ :]")[0].toUpperCase(Locale.ROOT);
            String answer = answers.getOrDefault(
                    command, command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 ok");
            if (answer.equals("gone")) {
                return;
            }
            words = command.equals("DATA");
            say(socket, answer);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void no_line_of_a_letter_becomes_a_header_of_the_answer() throws Exception {
        String words = words();
        String id = "<" + NEXT.incrementAndGet() + "@mail.example>";
        put("From: =?UTF-8?Q?a=0D=0ABcc:_x@evil.example?= <zhang@mail.example>\r\nMessage-ID: " + id
                + "\r\nSubject: =?UTF-8?Q?hello=0D=0ABcc:_victim@evil.example=0D=0A=0D=0Abody?=\r\nReferences: <a@b>\r\n\r\n"
                + words);
        poll();
        deeds.answer(letter(words), "已经派人去修。");

        MimeMessage answer = got(id).getFirst();
        assertThat(answer.getHeader("Bcc")).isNull();
        assertThat(answer.getSubject()).isEqualTo("Re: hello Bcc: victim@evil.example body");
        assertThat(SERVER.getReceivedMessagesForDomain("evil.example")).isEmpty();
    }

    @Test
    void a_letter_without_an_address_to_answer_is_answered_by_hand() {
        String words = words();
        put("From: undisclosed\r\n\r\n" + words);
        poll();
        Case letter = letter(words);
        deeds.answer(letter, "已经派人去修。");

        assertThat(waybill(letter).state()).isEqualTo(DeliveryState.HAND);
    }

    @Test
    void a_try_says_which_of_the_three_is_wrong_and_asks_no_server_inside() {
        assertThat(connects.tryOut(connection()).orThrow()).contains(address, "INBOX, UIDVALIDITY ");
        assertThat(field("password", "wrong")).isEqualTo("password");
        assertThat(field("imap", "127.0.0.1:1")).isEqualTo("imap");
        assertThat(field("smtp", "127.0.0.1:1")).isEqualTo("smtp");
        assertThat(field("folder", "Nowhere")).isEqualTo("imap");
        assertThat(field("address", "a@b, c@d")).isEqualTo("address");
        assertThat(field("imap", "http://x/")).isEqualTo("imap");
        assertThat(field("imap", "10.1.2.3:993")).isEqualTo("imap");
        assertThat(field("smtp", "8.8.8.8:53")).isEqualTo("smtp");
        assertThat(SERVER.getReceivedMessagesForDomain(address)).isEmpty();
    }

    private @org.jspecify.annotations.Nullable String field(String name, String value) {
        Map<String, String> typed =
                new java.util.HashMap<>(typed(SERVER.getSmtp().getPort()));
        typed.put(name, value);
        return ((Outcome.Refused<Connections.Granted>) connects.tried(account, typed)).field();
    }

    @Test
    void a_server_whose_certificate_nobody_vouches_for_is_not_talked_to() {
        MailSettings encrypted = new MailSettings(
                Duration.ZERO, DataSize.ofMegabytes(1), "1/1d", "1/1d", Duration.ofSeconds(2), true, false);
        MailServers strict =
                new MailServers(encrypted, context.getBean(GuardedSockets.class), context.getBean(Pages.Site.class));
        Map<String, String> secrets = new java.util.HashMap<>(connection().secrets());
        secrets.put("imap", "127.0.0.1:" + SERVER.getImaps().getPort());
        Connection there = new Connection(
                account.id(), Platform.MAIL, address, address, secrets, Connection.State.OPEN, "", null, null, 0);
        assertThat(((Outcome.Refused<String>) new MailConnects(strict).tryOut(there)).field())
                .isEqualTo("imap");
    }

    @Test
    void a_password_that_is_refused_three_times_is_a_task_for_the_editor() {
        Map<String, String> secrets = new java.util.HashMap<>(connection().secrets());
        secrets.put("password", "old");
        connections
                .connect(
                        account,
                        new Connections.Granted(address, address, secrets, null),
                        cast.person("traffic.editor"))
                .orThrow();
        assertThat(readings.claim(account.id(), Duration.ofMinutes(1))).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(connection().state()).isEqualTo(Connection.State.OPEN);
            poll();
        }
        assertThat(connection().state()).isEqualTo(Connection.State.EXPIRED);
        assertThat(readings.of(account.id()).orElseThrow().nextAt())
                .as("it is asked less and less often")
                .isAfterOrEqualTo(clock.instant().minusSeconds(60));
    }

    @Test
    void a_mailbox_is_no_place_for_posts() {
        var editor = cast.person("traffic.editor");
        try (BrowserContext desk = Chromium.window(Look.PHONE)) {
            Page page = Chromium.page(desk, cast.bearer("traffic.editor"));
            page.navigate("http://localhost:" + port + "/console/posts/new?unit="
                    + editor.units().iterator().next());
            assertThat(page.content()).doesNotContain(address);
        }
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,true"})
    void an_editor_connects_a_mailbox_and_sees_how_its_reading_stands(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        context.getBean(People.class)
                .speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        connections.end(account, cast.person("traffic.editor")).orThrow();
        try (BrowserContext desk = Chromium.window(look)) {
            Page page = Chromium.page(desk, cast.bearer("traffic.editor"));
            page.navigate("http://localhost:" + port + "/console/accounts/" + account.id() + "/connection");
            readable(page, "mailbox-none");
            typed(SERVER.getSmtp().getPort()).forEach((name, value) -> page.fill("#" + name, value));
            page.fill("#password", "wrong");
            page.click("main button.first");
            page.waitForSelector(".summary");
            assertThat(page.inputValue("#imap"))
                    .isEqualTo("127.0.0.1:" + SERVER.getImap().getPort());
            assertThat(page.inputValue("#password")).isEmpty();
            readable(page, "mailbox-refused");
            page.fill("#password", "secret");
            page.click("main button.first");
            page.waitForURL("**said=connected");
            readings.claim(account.id(), Duration.ofMinutes(1));
            mail(words(), "Precedence: bulk");
            poll();
            page.click("form[action$='/trial'] button");
            page.waitForSelector(".note[role=status]");
            readable(page, "mailbox-read");
            readings.bad(account.id(), "收信服务器打不开：Connection refused", Duration.ofMinutes(2), clock.instant());
            page.navigate("http://localhost:" + port + "/console/accounts/" + account.id() + "/connection");
            readable(page, "mailbox-trouble");
            assertThat(page.inputValue("#smtp"))
                    .as("nothing but the password is typed again")
                    .startsWith("127.0.0.1:");
            assertThat(page.inputValue("#password")).isEmpty();
            assertThat(page.content()).doesNotContain("secret");
        } finally {
            context.getBean(People.class).speak(cast.id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
        }
    }
}
