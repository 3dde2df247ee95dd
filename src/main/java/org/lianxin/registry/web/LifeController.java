package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the office decides in the life of an account: the next state, and closing with its notice. */
@Controller
@Access(Role.OFFICE)
class LifeController {
    private final Accounts accounts;
    private final AccountPages pages;

    LifeController(Accounts accounts, AccountPages pages) {
        this.accounts = accounts;
        this.pages = pages;
    }

    @PostMapping("/console/accounts/{id}/moves")
    String move(
            @PathVariable String id,
            @RequestParam(defaultValue = "-1") int version,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Outcome<Account> moved = state(to)
                .then(state -> accounts.move(found(id, person).id(), version, state, Forms.lines(reason), person));
        return answer(moved, id, "account-moved", reason, page, response, model);
    }

    @PostMapping("/console/accounts/{id}/closure")
    String propose(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String why,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Outcome<Account> proposed = accounts.proposeClosure(found(id, person).id(), Forms.lines(why), person);
        // the page has a field for the next state's reason as well
        Outcome<Account> at = proposed instanceof Outcome.Refused<Account> r && "reason".equals(r.field())
                ? new Outcome.Refused<>(r.kind(), r.key(), r.arguments(), "why")
                : proposed;
        return answer(at, id, "account-closure-proposed", why, page, response, model);
    }

    @PostMapping("/console/accounts/{id}/closure/removal")
    String drop(@PathVariable String id, Person person, Page page, HttpServletResponse response, Model model) {
        return answer(
                accounts.dropClosure(found(id, person).id(), person),
                id,
                "account-closure-dropped",
                "",
                page,
                response,
                model);
    }

    static Outcome<AccountState> state(String name) {
        return Arrays.stream(AccountState.values())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> Outcome.invalid("to", "registry.account.state-form"));
    }

    private Account found(String id, Person person) {
        return pages.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    private String answer(
            Outcome<Account> outcome,
            String id,
            String said,
            String reason,
            Page page,
            HttpServletResponse response,
            Model model) {
        if (outcome instanceof Outcome.Refused<Account> refused) {
            var errors = Forms.errors(refused, page, response);
            model.addAttribute("it", pages.of(found(id, page.me()), reason, errors, page));
            return "registry/accounts/show";
        }
        return "redirect:/console/accounts/" + id + "?said=" + said;
    }
}
