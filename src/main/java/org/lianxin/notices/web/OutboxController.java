package org.lianxin.notices.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Outcome;
import org.lianxin.notices.Mail;
import org.lianxin.notices.MailState;
import org.lianxin.notices.Outbox;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The outbox: what was written to whom and what became of it. In a demo it stands for everybody's letter box. */
@Controller
@Access(admin = true, everybodyInDemo = true)
class OutboxController {
    private final Outbox outbox;

    OutboxController(Outbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping("/console/outbox")
    String index(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String before,
            Person person,
            Model model) {
        MailState only = state(state);
        model.addAttribute(
                "mails",
                Refusals.orRefuse(outbox.list(only, Cursor.parse(before).orElse(null), person)));
        model.addAttribute("only", only);
        model.addAttribute("sends", outbox.sends());
        return "notices/outbox/index";
    }

    @GetMapping("/console/outbox/{id}")
    String show(@PathVariable String id, Person person, Page page, Model model) {
        return page(id, person, page, "", model);
    }

    /** {@code seen}: the state on which the person decided. */
    @Access(admin = true)
    @PostMapping("/console/outbox/{id}/again")
    String again(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        MailState state = state(seen);
        Outcome<Mail> outcome = state == null ? Outcome.changedMeanwhile() : outbox.again(Forms.id(id), state, person);
        if (outcome instanceof Outcome.Refused<Mail> refused
                && refused.kind() != Outcome.Kind.NOT_FOUND
                && refused.kind() != Outcome.Kind.NOT_ALLOWED) {
            response.setStatus(refused.kind().status());
            return page(id, person, page, page.t.of(refused.key(), refused.arguments()), model);
        }
        Refusals.orRefuse(outcome);
        return "redirect:/console/outbox/" + id + "?said=mail-again";
    }

    private String page(String id, Person person, Page page, String error, Model model) {
        Mail mail = Refusals.orRefuse(outbox.find(Forms.id(id), person));
        model.addAttribute("mail", mail);
        model.addAttribute("lines", page.site.demo() ? BodyLine.of(mail.body(), page.site.publicUrl()) : List.of());
        model.addAttribute("error", error);
        model.addAttribute("sends", outbox.sends());
        return "notices/outbox/show";
    }

    private static @Nullable MailState state(String text) {
        return Arrays.stream(MailState.values())
                .filter(s -> s.name().equals(text))
                .findFirst()
                .orElse(null);
    }
}
