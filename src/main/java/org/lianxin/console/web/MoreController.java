package org.lianxin.console.web;

import org.lianxin.web.Access;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 更多: everything that the person may open, by what it is for. */
@Controller
@Access
class MoreController {
    private final Links links;

    MoreController(Links links) {
        this.links = links;
    }

    @GetMapping("/console/more")
    String index(Person person, Model model) {
        model.addAttribute("groups", links.of(person));
        return "console/more/index";
    }
}
