package org.lianxin.intake.web;

import java.util.List;
import java.util.stream.Stream;
import org.lianxin.intake.Arrival.State;
import org.lianxin.intake.Arrivals;
import org.lianxin.intake.Remark;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was said on the networks and is no case: looked through page by page. */
@Controller
@RequestMapping("/console/remarks")
class RemarksController {
    private static final int PAGE = 30;

    private final Arrivals arrivals;
    private final Accounts accounts;

    RemarksController(Arrivals arrivals, Accounts accounts) {
        this.arrivals = arrivals;
        this.accounts = accounts;
    }

    @GetMapping
    @Access
    String index(
            @RequestParam(defaultValue = "new") String state,
            @RequestParam(defaultValue = "") String before,
            Person person,
            Model model) {
        State wanted = Stream.of(State.values())
                .filter(s -> RemarksPage.word(s).equals(state))
                .findFirst()
                .orElse(State.NEW);
        Slice<Remark> slice = Slice.of(
                arrivals.remarks(wanted, Cursor.parse(before).orElse(null), PAGE + 1, person),
                PAGE,
                r -> new Cursor(r.arrivedAt(), r.message()));
        model.addAttribute(
                "view",
                new RemarksPage(
                        wanted,
                        slice.items().stream().map(r -> row(r, person)).toList(),
                        slice.next() == null ? null : slice.next().toString()));
        return "intake/remarks/index";
    }

    private RemarksPage.Row row(Remark remark, Person person) {
        return new RemarksPage.Row(
                remark,
                accounts.find(remark.account()).map(a -> a.name()).orElse(""),
                (remark.state() == State.NEW || remark.state() == State.ADDED)
                        && (person.is(Role.OFFICE) || person.isAny(remark.unit(), Role.EDITOR, Role.LEADER)));
    }

    /** {@code message}: the ones that were on the page. */
    @PostMapping("/seen")
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    String seen(@RequestParam(defaultValue = "") List<String> message, Person person) {
        List<Long> shown = message.stream()
                .limit(PAGE)
                .flatMap(m -> Ids.parse(m).stream().boxed())
                .toList();
        Refusals.orRefuse(arrivals.seen(shown, person));
        return "redirect:/console/remarks?said=remarks-seen";
    }

    @PostMapping("/{message}/case")
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    String takeOn(@PathVariable String message, Person person) {
        Refusals.orRefuse(arrivals.takeOn(Forms.id(message), person));
        return "redirect:/console/remarks?said=remark-taken";
    }
}
