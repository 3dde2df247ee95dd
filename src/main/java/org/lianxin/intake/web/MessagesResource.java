package org.lianxin.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.intake.Intake.Receipt;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The same for programs. A challenge that is sent back makes the message the same if it comes twice; work on it widens the limit. */
@RestController
@Open
@RequestMapping("/rest/v1/messages")
class MessagesResource {
    private final Intake intake;
    private final Units units;
    private final AskController.Door door;
    private final Pages.Site site;
    private final Pages pages;

    MessagesResource(Intake intake, Units units, AskController.Door door, Pages.Site site, Pages pages) {
        this.intake = intake;
        this.units = units;
        this.door = door;
        this.site = site;
        this.pages = pages;
    }

    /** Find a number {@code work} such that SHA-256 of {@code challenge:work} begins with {@code bits} zero bits. Good for six hours. */
    record Challenge(String challenge, int bits) {}

    /** {@code unit}: its code. {@code challenge} and {@code work} may be left out. */
    record Written(
            @Nullable String kind,
            @Nullable String text,
            @Nullable String place,
            @Nullable String unit,
            @Nullable String email,
            @Nullable String phone,
            @Nullable Boolean consent,
            @Nullable String challenge,
            @Nullable String work) {}

    /** {@code key} is given only here. */
    record Registered(String id, String number, String key, String follow) {}

    @GetMapping("/challenge")
    Challenge challenge() {
        return new Challenge(door.guard().token(), door.guard().bits());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Registered create(@RequestBody Written written, HttpServletRequest request) {
        String challenge = Objects.requireNonNullElse(written.challenge(), "");
        boolean proven = door.guard().proven(challenge, Objects.requireNonNullElse(written.work(), ""));
        if (!challenge.isEmpty() && door.guard().judge(challenge, true) != Guard.Verdict.GOOD) {
            throw refusal(Outcome.invalid("challenge", "intake.form.stale"));
        }
        NewMessage message = message(written, challenge);
        if (!door.limits().takeMessage(request.getRemoteAddr(), proven)) {
            throw refusal(Outcome.refused(Outcome.Kind.TOO_MANY, "intake.form.too-many", Limits.WINDOW.toMinutes()));
        }
        Outcome<Receipt> outcome = intake.register(message, pages.texts(request).locale());
        if (!outcome.isDone()) {
            door.limits().giveBack(request.getRemoteAddr());
        }
        Receipt receipt = Refusals.orRefuse(outcome);
        return new Registered(
                Ids.text(receipt.message()),
                receipt.number(),
                receipt.key(),
                site.publicUrl() + "/follow?number=" + receipt.number());
    }

    private NewMessage message(Written written, String challenge) {
        Message.Kind kind = Arrays.stream(Message.Kind.values())
                .filter(k -> AskForm.word(k).equalsIgnoreCase(written.kind()))
                .findFirst()
                .orElseThrow(() -> refusal(Outcome.invalid("kind", "intake.kind.missing")));
        String code = Objects.requireNonNullElse(written.unit(), "");
        Long unit = code.isEmpty()
                ? null
                : Long.valueOf(units.byCode(code)
                        .map(Unit::id)
                        .orElseThrow(() -> refusal(Outcome.invalid("unit", "intake.unit"))));
        return new NewMessage(
                "site",
                challenge.isEmpty() ? null : challenge,
                kind,
                text(written.text()),
                text(written.place()),
                List.of(),
                unit,
                text(written.email()),
                text(written.phone()),
                Boolean.TRUE.equals(written.consent()));
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static Refusals refusal(Outcome<?> refused) {
        try {
            Refusals.orRefuse(refused);
        } catch (Refusals thrown) {
            return thrown;
        }
        throw new IllegalStateException("not a refusal: " + refused);
    }
}
