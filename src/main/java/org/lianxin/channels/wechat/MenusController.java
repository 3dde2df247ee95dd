package org.lianxin.channels.wechat;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
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

/** The menu of a WeChat account, as it would be there, and the button that puts it there. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
class MenusController {
    private final Accounts accounts;
    private final WechatMenus menus;

    MenusController(Accounts accounts, WechatMenus menus) {
        this.accounts = accounts;
        this.menus = menus;
    }

    @GetMapping("/console/menus/{id}")
    String show(@PathVariable String id, Person person, Model model) {
        return form(account(id, person), Map.of(), model);
    }

    private String form(Account account, Map<String, String> errors, Model model) {
        model.addAttribute("view", new MenuView(account, menus.menu(account), menus.connected(account), errors));
        return "channels/menus/show";
    }

    @PostMapping("/console/menus/{id}")
    String put(@PathVariable String id, Page page, Model model, HttpServletResponse response) {
        Account account = account(id, page.me());
        return menus.put(account, page.me()) instanceof Outcome.Refused<WechatMenu> refused
                ? form(account, Forms.errors(refused, page, response), model)
                : "redirect:/console/menus/" + id + "?said=menu-set";
    }

    private Account account(String id, Person person) {
        Account account = accounts.standing(Forms.id(id))
                .filter(a -> a.platform() == Platform.WECHAT && person.reads(a.unit()))
                .orElseThrow(Refusals::notFound);
        if (!Connections.may(account, person)) {
            Refusals.orRefuse(Outcome.notAllowed());
        }
        return account;
    }
}
