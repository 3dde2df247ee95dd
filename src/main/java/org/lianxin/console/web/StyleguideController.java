package org.lianxin.console.web;

import org.lianxin.web.Access;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Every component once, as it is used. */
@Controller
@Access
class StyleguideController {

    @GetMapping("/console/styleguide")
    String show() {
        return "console/styleguide/show";
    }
}
