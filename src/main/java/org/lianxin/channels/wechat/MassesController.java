package org.lianxin.channels.wechat;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Outcome;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pushing a delivery to all who follow its account: everything that has to be known first, and one button. The id is the delivery's. */
@Controller
@RequestMapping("/console/masses/{id}")
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
class MassesController {
    private final MassDesk desk;
    private final WechatMassOrders orders;

    MassesController(MassDesk desk, WechatMassOrders orders) {
        this.desk = desk;
        this.orders = orders;
    }

    @GetMapping
    String show(@PathVariable String id, Person person, Model model) {
        return form(waybill(id, person), Map.of(), model);
    }

    private String form(Waybill waybill, Map<String, String> errors, Model model) {
        model.addAttribute("view", desk.view(waybill, errors));
        return "channels/masses/show";
    }

    @PostMapping
    String create(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean sure,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = waybill(id, page.me());
        return answer(
                waybill,
                orders.order(waybill, desk.account(waybill), sure, page.me()),
                "mass-ordered",
                page,
                model,
                response);
    }

    @PostMapping("/end")
    String end(@PathVariable String id, Page page, Model model, HttpServletResponse response) {
        Waybill waybill = waybill(id, page.me());
        return answer(
                waybill, orders.end(waybill, desk.account(waybill), page.me()), "mass-ended", page, model, response);
    }

    /** {@code pushed} true: it is in WeChat's own console among what was pushed. */
    @PostMapping("/settlement")
    String settle(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pushed,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = waybill(id, page.me());
        Outcome<Long> outcome = pushed.equals("true") || pushed.equals("false")
                ? orders.settle(waybill, desk.account(waybill), pushed.equals("true"), page.me())
                : Outcome.invalid("", "channels.mass.look.say");
        return answer(waybill, outcome, "mass-settled", page, model, response);
    }

    private String answer(
            Waybill waybill, Outcome<Long> outcome, String said, Page page, Model model, HttpServletResponse response) {
        return outcome instanceof Outcome.Refused<Long> refused
                ? form(waybill, Forms.errors(refused, page, response), model)
                : "redirect:/console/masses/" + waybill.id() + "?said=" + said;
    }

    private Waybill waybill(String id, Person person) {
        Waybill waybill = desk.visible(id, person);
        if (!Connections.may(desk.account(waybill), person)) {
            Refusals.orRefuse(Outcome.notAllowed());
        }
        return waybill;
    }
}
