package org.lianxin.cases.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Casework;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Letters as a list, and one with all that happened to it. */
@Controller
@Readers
class CasesController {
    private final Cases cases;
    private final Casework casework;
    private final CaseList list;
    private final CaseStory story;

    CasesController(Cases cases, Casework casework, CaseList list, CaseStory story) {
        this.cases = cases;
        this.casework = casework;
        this.list = list;
        this.story = story;
    }

    /** The search as it stands in the address. */
    record Asked(
            @Nullable String part,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable String from,
            @Nullable String q) {
        Cases.@Nullable Part known() {
            return part == null || part.isEmpty() ? null : Cases.Part.of(part);
        }

        Cases.Filter filter() {
            long only = Typed.unit(unit);
            String channel = ListPage.CHANNELS.contains(Typed.text(from)) ? from : null;
            return new Cases.Filter(
                    Cases.Part.OPEN,
                    Typed.kind(kind).orElse(null),
                    only == 0 ? null : (Long) only,
                    channel,
                    Typed.text(q).strip());
        }
    }

    @GetMapping("/console/cases")
    String index(Asked asked, @RequestParam(defaultValue = "") String after, Person person, Model model) {
        Cases.Filter filter = asked.filter();
        Optional<Case> numbered = filter.words().isEmpty() ? Optional.empty() : cases.byNumber(filter.words(), person);
        if (numbered.isPresent()) {
            return "redirect:/console/cases/" + Ids.text(numbered.get().id());
        }
        model.addAttribute(
                "it", list.of(asked.known(), filter, Cursor.parse(after).orElse(null), person));
        return "cases/cases/index";
    }

    @GetMapping("/console/cases/{id}")
    String show(@PathVariable String id, Page page, Model model) {
        model.addAttribute(
                "it", story.of(Refusals.orRefuse(casework.find(Typed.id(id), page.me())), page, Form.empty(), null));
        return "cases/cases/show";
    }
}
