package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Jobs;
import org.lianxin.launch.Town.Spoken;
import org.lianxin.notices.Mail;
import org.lianxin.notices.MailState;
import org.lianxin.notices.Notices;
import org.lianxin.notices.Outbox;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.web.Person;

/** A copy is made while things are about to leave; they leave; the original is lost, and the copy stands again before the same network. */
class RestoredTests {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void what_left_after_the_copy_was_made_does_not_leave_again_and_what_did_not_leaves_once() throws Exception {
        Path land = Town.land("restored");
        Path copy = land.resolve("copy");
        Path key = land.resolve("key");
        GreenMail mails = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try (FarNetwork far = FarNetwork.in(land)) {
            Map<String, Object> settings = Map.of(
                    "lianxin.sandbox.url",
                    far.address(),
                    "lianxin.delivery.absent-after",
                    "4s",
                    "spring.mail.host",
                    "localhost",
                    "spring.mail.port",
                    mails.getSmtp().getPort());
            final long sent;
            final long refused;
            final Person office;
            final Person admin;
            try (Town original = Town.in(land.resolve("original"), settings)) {
                original.program().getBean(Jobs.class).pause();
                sent = approved(original, "water");
                refused = approved(original, "traffic");
                original.program().getBean(Notices.class).mail("lin@shifan.example", "已收到", "编号", "case/1/received");
                office = Cast.in(original.program()).person("office");
                admin = Cast.in(original.program()).person("admin");
                assertThat(List.of(
                                waybill(original, sent, office).state(),
                                waybill(original, refused, office).state()))
                        .containsOnly(DeliveryState.QUEUED);
                assertThat(Spoken.by("backup", copy, "--key", key, "--data", original.root())
                                .status())
                        .isZero();
                far.fault("refuse", 1, 0, "traffic");
                original.program().getBean(Jobs.class).resume();
                Waiting.until(
                        LONGEST,
                        () -> "not sent by the original",
                        () -> waybill(original, sent, office).state() == DeliveryState.CONFIRMED);
                Waiting.until(
                        LONGEST,
                        () -> "not refused",
                        () -> waybill(original, refused, office).state() == DeliveryState.REFUSED);
                assertThat(mails.waitForIncomingEmail(LONGEST.toMillis(), 1)).isTrue();
            }
            assertThat(times(far, sent)).isOne();
            assertThat(times(far, refused)).isZero();

            Path data = land.resolve("data");
            Spoken spoken = Spoken.by("restore", copy, "--key", key, "--data", data);
            assertThat(spoken.status()).as(spoken.said()).isZero();
            assertThat(spoken.said())
                    .contains("2 deliveries are looked for on their accounts first, 1 mail waits in the outbox");
            try (Town restored = Town.in(data, settings)) {
                Waiting.until(
                        LONGEST,
                        () -> "not found by reading",
                        () -> waybill(restored, sent, office).state() == DeliveryState.CONFIRMED);
                Waiting.until(
                        LONGEST,
                        () -> "not sent at last",
                        () -> waybill(restored, refused, office).state() == DeliveryState.CONFIRMED);
                assertThat(restored.program()
                                .getBean(Deliveries.class)
                                .tried(List.of(waybill(restored, sent, office).id())))
                        .extracting(t -> t.what() + " " + t.outcome())
                        .containsExactly("RESTORED UNKNOWN", "READ FOUND");
                assertThat(times(far, sent)).isOne();
                assertThat(times(far, refused)).isOne();
                List<Mail> doubted = restored.program()
                        .getBean(Outbox.class)
                        .list(MailState.UNKNOWN, null, admin)
                        .orThrow()
                        .items();
                assertThat(doubted)
                        .singleElement()
                        .satisfies(
                                mail -> assertThat(mail.doubtedSinceRestore()).isTrue());
                assertThat(mails.getReceivedMessages()).hasSize(1);
                restored.untilSealed();
            }
            Spoken check = Spoken.by("check", "--data", data);
            assertThat(check.status()).as(check.said()).isZero();
        } finally {
            mails.stop();
        }
    }

    /** A post for the unit's account on the sandbox, let through and not yet sent. */
    private static long approved(Town town, String unit) {
        var program = town.program();
        long account =
                Cast.in(program).onTrial(unit, Platform.SANDBOX, unit, unit).id();
        return Deeds.of(unit, "检修", program)
                .approvedFor("检修通知", unit + "今晚22:00至次日5:00检修。", account)
                .id();
    }

    private static Waybill waybill(Town town, long post, Person office) {
        return town.program().getBean(Deliveries.class).of("post", post, office).getFirst();
    }

    private static long times(FarNetwork far, long post) {
        return far.taken().stream()
                .filter(line -> line.path("text").asString("").endsWith("/posts/" + Ids.text(post)))
                .count();
    }
}
