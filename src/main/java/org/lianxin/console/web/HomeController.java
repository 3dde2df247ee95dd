package org.lianxin.console.web;

import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 等我处理: everything that waits for the person, by deadline. */
@Controller
@Access
class HomeController {
    private final Desk desk;

    HomeController(Desk desk) {
        this.desk = desk;
    }

    @GetMapping("/console")
    String show(Person person, Page page, Model model) {
        model.addAttribute("work", desk.of(person));
        return "console/home/show";
    }
}
