package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 账号: all of them, one, and the forms by which the office enters and changes one. */
@Controller
@Access
class AccountsController {
    private static final int PAGE = 50;

    private final Accounts accounts;
    private final Units units;
    private final AccountList list;
    private final AccountPages pages;

    AccountsController(Accounts accounts, Units units, AccountList list, AccountPages pages) {
        this.accounts = accounts;
        this.units = units;
        this.list = list;
        this.pages = pages;
    }

    @GetMapping("/console/accounts")
    String index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            Person person,
            Model model) {
        AccountList.Wanted wanted = AccountList.Wanted.of(Forms.optional(unit), platform, state, q);
        model.addAttribute("wanted", wanted);
        model.addAttribute("part", list.find(wanted, person, Forms.optional(after), PAGE));
        model.addAttribute("tally", list.tally(wanted, person));
        model.addAttribute("units", Sight.all(person) ? units.all() : List.of());
        return "registry/accounts/index";
    }

    @GetMapping("/console/accounts/{id}")
    String show(@PathVariable String id, Page page, Model model) {
        model.addAttribute("it", pages.of(found(id, page.me()), "", Map.of(), page));
        return "registry/accounts/show";
    }

    @GetMapping("/console/accounts/new")
    @Access(Role.OFFICE)
    String fresh(@RequestParam(defaultValue = "") String unit, Model model) {
        return form(null, AccountForm.empty(unit, ""), Map.of(), Map.of(), model);
    }

    @PostMapping("/console/accounts")
    @Access(Role.OFFICE)
    String create(AccountForm form, Person person, Page page, HttpServletResponse response, Model model) {
        return switch (form.wanted().then(wanted -> accounts.open(wanted, person))) {
            case Outcome.Done<Account>(Account account) ->
                "redirect:/console/accounts/" + account.id() + "?said=account-entered";
            case Outcome.Refused<Account> refused ->
                form(null, form, Forms.errors(refused, page, response), Map.of(), model);
        };
    }

    @GetMapping("/console/accounts/{id}/edit")
    @Access(Role.OFFICE)
    String edit(@PathVariable String id, Person person, Model model) {
        Account account = found(id, person);
        return form(account, AccountForm.of(account), Map.of(), Map.of(), model);
    }

    @PostMapping("/console/accounts/{id}")
    @Access(Role.OFFICE)
    String update(
            @PathVariable String id,
            AccountForm typed,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Account account = found(id, person);
        AccountForm form = typed.at(account);
        return switch (form.wanted().then(wanted -> accounts.change(account.id(), form.version(), wanted, person))) {
            case Outcome.Done<Account> done -> "redirect:/console/accounts/" + id + "?said=account-saved";
            case Outcome.Refused<Account> refused -> {
                Account now = found(id, person);
                boolean overtaken = refused.kind() == Outcome.Kind.CHANGED_MEANWHILE;
                Map<String, String> stored = overtaken ? form.stored(AccountForm.of(now)) : Map.of();
                yield form(
                        now, overtaken ? form.over(now) : form, Forms.errors(refused, page, response), stored, model);
            }
        };
    }

    private Account found(String id, Person person) {
        return pages.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    private String form(
            @Nullable Account account,
            AccountForm form,
            Map<String, String> errors,
            Map<String, String> stored,
            Model model) {
        model.addAttribute("account", account);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("stored", stored);
        model.addAttribute("units", account == null ? units.all() : List.of());
        return account == null ? "registry/accounts/new" : "registry/accounts/edit";
    }
}
