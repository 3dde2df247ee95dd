package org.lianxin.cases.web;

import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Casework;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One letter after another to its unit. */
@Controller
@Access(Role.OFFICE)
class DeskController {
    private final CaseDesks desks;
    private final Casework casework;

    DeskController(CaseDesks desks, Casework casework) {
        this.desks = desks;
        this.casework = casework;
    }

    /** {@code after}: the place of one that was left lying; {@code done}: the one that was placed just now. */
    @GetMapping("/console/cases/desk")
    String show(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String done,
            Page page,
            Model model) {
        model.addAttribute("desk", desks.next(Cursor.parse(after).orElse(null), placed(done, page), page));
        return "cases/desk/show";
    }

    private @Nullable Case placed(String id, Page page) {
        return Ids.parse(id).stream()
                .boxed()
                .flatMap(number -> casework.find(number, page.me()) instanceof Outcome.Done<Case>(Case letter)
                        ? java.util.stream.Stream.of(letter)
                        : java.util.stream.Stream.empty())
                .filter(letter -> !desks.takes(letter))
                .findFirst()
                .orElse(null);
    }
}
