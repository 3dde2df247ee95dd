package org.lianxin.site.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A section: its posts and those of the sections below it. */
@Controller
class SectionsController {
    static final int LENGTH = 20;
    private final Sections sections;
    private final Posts posts;

    SectionsController(Sections sections, Posts posts) {
        this.sections = sections;
        this.posts = posts;
    }

    @Open(ready = true)
    @GetMapping("/sections/{code}")
    String show(@PathVariable String code, @RequestParam(defaultValue = "") String before, Model model) {
        List<Section> tree = sections.tree();
        Section section = Sections.find(tree, code).orElseThrow(Refusals::notFound);
        @Nullable Cursor place = Cursor.parse(before).orElse(null);
        model.addAttribute("section", section);
        model.addAttribute(
                "family",
                section.parent().isEmpty()
                        ? section
                        : Sections.find(tree, section.parent()).orElse(section));
        model.addAttribute("tree", tree);
        model.addAttribute("posts", posts.ofSections(section.codes(), place, LENGTH));
        model.addAttribute("later", place != null);
        return "site/sections/show";
    }
}
