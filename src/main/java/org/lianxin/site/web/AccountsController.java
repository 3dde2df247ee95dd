package org.lianxin.site.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** An account: what it is for, what it published here, and whether it goes on. */
@Controller
class AccountsController {
    private final Accounts accounts;
    private final Units units;
    private final Posts posts;
    private final Elsewhere elsewhere;
    private final Notes notes;

    AccountsController(Accounts accounts, Units units, Posts posts, Elsewhere elsewhere, Notes notes) {
        this.accounts = accounts;
        this.units = units;
        this.posts = posts;
        this.elsewhere = elsewhere;
        this.notes = notes;
    }

    /** An account that citizens may know: any but a planned one or one of rehearsals. */
    static Account known(Accounts accounts, String id) {
        return Ids.parse(id).stream()
                .boxed()
                .findFirst()
                .flatMap(accounts::find)
                .filter(a -> a.state() != AccountState.PLANNED && Directory.real(a))
                .orElseThrow(Refusals::notFound);
    }

    @Open(ready = true)
    @GetMapping("/accounts/{id}")
    String show(@PathVariable String id, @RequestParam(defaultValue = "") String before, Model model) {
        Account account = known(accounts, id);
        Unit unit = units.find(account.unit()).orElseThrow(Refusals::notFound);
        @Nullable Cursor place = Cursor.parse(before).orElse(null);
        model.addAttribute("account", account);
        model.addAttribute("unit", unit);
        model.addAttribute("note", notes.ofAccount(account).orElse(null));
        model.addAttribute("posts", posts.ofAccount(account.id(), place, SectionsController.LENGTH));
        model.addAttribute(
                "elsewhere",
                account.platform() == Platform.WEBSITE && account.state().publishes()
                        ? elsewhere.latest(List.of(account.id()), SectionsController.LENGTH)
                        : List.of());
        model.addAttribute("later", place != null);
        model.addAttribute(
                "stopped",
                account.state().publishes()
                        ? java.util.List.of()
                        : accounts.life(account.id()).stream()
                                .filter(m -> m.to() == account.state())
                                .toList());
        return "site/accounts/show";
    }
}
