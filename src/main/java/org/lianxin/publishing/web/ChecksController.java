package org.lianxin.publishing.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Check;
import org.lianxin.language.Language;
import org.lianxin.language.Note;
import org.lianxin.publishing.Papers;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The language check beside a text while it is written, and over REST. Nothing of the text is kept. */
@Controller
@Access
class ChecksController {
    private final Language language;
    private final Papers papers;

    ChecksController(Language language, Papers papers) {
        this.language = language;
        this.papers = papers;
    }

    /** The notes beside the text, as a fragment. {@code kind}: post or reply. */
    @PostMapping("/console/checks")
    String show(
            @RequestParam(defaultValue = "post") String kind,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") List<String> targets,
            Model model) {
        model.addAttribute("notes", Note.of(language.check(draft(kind, title, text, category, targets)), title, text));
        model.addAttribute("characters", text.codePointCount(0, text.length()));
        return "language/_notes";
    }

    record Asked(
            @Nullable String kind,
            @Nullable String title,
            @Nullable String text,
            @Nullable String category,
            @Nullable List<String> targets) {}

    record Found(String rule, String weight, String field, int start, int end, String message, String better) {}

    record Findings(List<Found> findings) {}

    @PostMapping("/rest/v1/checks")
    @ResponseBody
    Findings check(@RequestBody Asked asked, Page page) {
        List<String> targets = asked.targets() == null ? List.of() : asked.targets();
        Check.Draft draft = draft(
                asked.kind() == null ? "post" : asked.kind(),
                plain(asked.title()),
                plain(asked.text()),
                plain(asked.category()),
                targets);
        return new Findings(language.check(draft).stream()
                .map(f -> new Found(
                        f.rule(),
                        f.weight().name().toLowerCase(java.util.Locale.ROOT),
                        f.field(),
                        f.start(),
                        f.end(),
                        page.t.of(f.key(), f.arguments()),
                        f.better()))
                .toList());
    }

    private Check.Draft draft(String kind, String title, String text, String category, List<String> targets) {
        // form fields have CR LF, and places are counted in what is kept
        String one = text.replace("\r\n", "\n");
        if (title.length() > 1_000 || one.length() > 2 * papers.textMax()) {
            Refusals.orRefuse(Outcome.invalid(
                    title.length() > 1_000 ? "title" : "text",
                    "posts.text-too-long",
                    papers.textMax(),
                    one.codePointCount(0, one.length())));
        }
        Set<Long> accounts = new HashSet<>();
        targets.forEach(t -> Ids.parse(t).ifPresent(accounts::add));
        return new Check.Draft(kind, title, one, category, accounts);
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }
}
