package org.lianxin.review.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Units;
import org.lianxin.review.Chain;
import org.lianxin.review.Chains;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
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
import org.springframework.web.bind.annotation.RequestParam;

/** 审批链: who signs what, set by the office, read by inspectors too. */
@Controller
class ChainsController {
    private final Chains chains;
    private final Subjects subjects;
    private final Units units;

    ChainsController(Chains chains, Subjects subjects, Units units) {
        this.chains = chains;
        this.subjects = subjects;
        this.units = units;
    }

    @GetMapping("/console/chains")
    @Access({Role.OFFICE, Role.INSPECTOR})
    String index(@RequestParam(defaultValue = "") String edit, Page page, Model model) {
        OptionalLong id = Ids.parse(edit);
        ChainForm form = (id.isEmpty() ? java.util.Optional.<Chain>empty() : chains.find(id.getAsLong()))
                .map(ChainForm::of)
                .orElseGet(ChainForm::empty);
        return show(form, page, model);
    }

    @PostMapping("/console/chains")
    @Access(Role.OFFICE)
    String set(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String step1,
            @RequestParam(defaultValue = "") String step2,
            @RequestParam(defaultValue = "") String step3,
            @RequestParam(defaultValue = "0") int version,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        ChainForm form = new ChainForm(unit, kind, step1, step2, step3, version, Map.of());
        @Nullable Long of = unit.isEmpty() ? null : Long.valueOf(Ids.parse(unit).orElse(0));
        return switch (chains.set(of, form.type(), form.category(), form.steps(), version, person)) {
            case Outcome.Done<Chain> done -> "redirect:/console/chains?said=chain-set";
            case Outcome.Refused<Chain> refused -> {
                response.setStatus(refused.kind().status());
                yield show(
                        form.with(Map.of(
                                refused.field() == null ? "" : refused.field(),
                                page.t.of(refused.key(), refused.arguments()))),
                        page,
                        model);
            }
        };
    }

    @PostMapping("/console/chains/{id}/removal")
    @Access(Role.OFFICE)
    String remove(@PathVariable String id, @RequestParam int version, Person person) {
        Refusals.orRefuse(chains.remove(Forms.id(id), version, person));
        return "redirect:/console/chains?said=chain-removed";
    }

    private String show(ChainForm form, Page page, Model model) {
        List<Chain> all = chains.all();
        Map<Long, String> names = units.names(
                all.stream().map(Chain::unit).filter(java.util.Objects::nonNull).toList());
        List<ChainForm.Choice> kinds = kinds(page);
        Map<String, String> words = kinds.stream()
                .collect(java.util.stream.Collectors.toMap(ChainForm.Choice::value, ChainForm.Choice::word));
        String matrix = page.t.of("review.chain.matrix");
        model.addAttribute(
                "rows",
                all.stream()
                        .map(c -> new ChainRow(
                                c,
                                c.unit() == null ? matrix : names.getOrDefault(c.unit(), ""),
                                words.getOrDefault(ChainForm.kind(c), ChainForm.kind(c))))
                        .toList());
        model.addAttribute("kinds", kinds);
        model.addAttribute(
                "units",
                units.all().stream()
                        .map(u -> new ChainForm.Choice(Long.toString(u.id()), u.shortName()))
                        .toList());
        model.addAttribute("form", form);
        return "review/chains/index";
    }

    private List<ChainForm.Choice> kinds(Page page) {
        List<ChainForm.Choice> kinds = new ArrayList<>();
        kinds.add(new ChainForm.Choice("", page.t.of("review.chain.everything")));
        for (Subject subject : subjects.all()) {
            String type = page.t.of(Subjects.noun(subject.type()));
            kinds.add(new ChainForm.Choice(subject.type(), page.t.of("review.chain.all-of", type)));
            subject.categories()
                    .forEach(c -> kinds.add(new ChainForm.Choice(
                            subject.type() + "/" + c.name(),
                            page.t.of("review.chain.one-of", type, page.t.of(c.label())))));
        }
        return kinds;
    }
}
