package org.lianxin.registry.web;

import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 交接: what somebody who leaves has in hand and who takes it up. Leaving itself is done on their page among the people. */
@Controller
@Access(value = Role.OFFICE, admin = true)
class HandoversController {
    private final Handovers handovers;

    HandoversController(Handovers handovers) {
        this.handovers = handovers;
    }

    @GetMapping("/console/handovers/{person}")
    String show(@PathVariable String person, Person reader, Model model) {
        model.addAttribute("it", handovers.of(Forms.id(person), reader).orElseThrow(Refusals::notFound));
        return "registry/handovers/show";
    }
}
