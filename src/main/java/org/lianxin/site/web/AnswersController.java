package org.lianxin.site.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Questions that were answered in public. */
@Controller
class AnswersController {
    /** What a citizen can say a letter is. */
    static final List<String> KINDS =
            List.of("inquiry", "help", "complaint", "report", "suggestion", "thanks", "other");

    private final Answers answers;
    private final Units units;

    AnswersController(Answers answers, Units units) {
        this.answers = answers;
        this.units = units;
    }

    @Open(ready = true)
    @GetMapping("/answers")
    String index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String before,
            Model model) {
        String words = q.strip().length() > 60 ? q.strip().substring(0, 60) : q.strip();
        Unit chosen = unit.isEmpty() ? null : units.byCode(unit).orElse(null);
        String known = KINDS.contains(kind) ? kind : "";
        @Nullable Cursor place = Cursor.parse(before).orElse(null);
        Answers.Sieve sieve = new Answers.Sieve(words, known, chosen == null ? null : chosen.id());
        model.addAttribute("words", words);
        model.addAttribute("kind", known);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("unit", chosen == null ? "" : chosen.code());
        model.addAttribute("units", units.all());
        model.addAttribute("answers", answers.latest(sieve, place, SectionsController.LENGTH));
        model.addAttribute("later", place != null);
        return "site/answers/index";
    }

    /** With what was withdrawn of it; if that is all, only when and why. */
    @Open(ready = true)
    @GetMapping("/answers/{number}")
    String show(@PathVariable String number, Model model, HttpServletResponse response) {
        Answer answer = answers.find(number).orElseThrow(Refusals::notFound);
        model.addAttribute("answer", answer);
        if (answer.gone()) {
            response.setStatus(HttpServletResponse.SC_GONE);
            // browsers keep this status for good unless they are told: the next answer stands at this address
            response.setHeader("Cache-Control", "no-cache");
            return "site/answers/gone";
        }
        Long unit = units.byCode(answer.unitCode()).map(Unit::id).orElse(null);
        model.addAttribute(
                "others",
                unit == null
                        ? List.of()
                        : answers.latest(new Answers.Sieve("", "", unit), null, 4).items().stream()
                                .filter(a -> !a.number().equals(number))
                                .limit(3)
                                .toList());
        return "site/answers/show";
    }
}
