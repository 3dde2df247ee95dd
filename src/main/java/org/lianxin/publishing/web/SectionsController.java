package org.lianxin.publishing.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Section;
import org.lianxin.publishing.Sections;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The sections of the site, set by the office. */
@Controller
@Access(Role.OFFICE)
class SectionsController {
    private final Sections sections;

    SectionsController(Sections sections) {
        this.sections = sections;
    }

    @GetMapping("/console/sections")
    String index(Model model) {
        return page(model, new SectionForm("", "", "", ""), Map.of(), null);
    }

    @PostMapping("/console/sections")
    String create(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String parent,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        @Nullable
        Long above = parent.isEmpty()
                ? null
                : sections.byCode(parent).map(Section::id).orElse(0L);
        return switch (sections.create(code, above, name, nameEn, person)) {
            case Outcome.Done<Section> done -> "redirect:/console/sections?said=section-created";
            case Outcome.Refused<Section> refused ->
                refused(refused, new SectionForm(code, name, nameEn, parent), null, page, model, response);
        };
    }

    @PostMapping("/console/sections/{code}")
    String update(
            @PathVariable String code,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "false") boolean open,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Section section = sections.byCode(code).orElseThrow(Refusals::notFound);
        return switch (sections.change(section.id(), version, name, nameEn, open, person)) {
            case Outcome.Done<Section> done -> "redirect:/console/sections?said=section-changed";
            case Outcome.Refused<Section> refused ->
                refused(refused, new SectionForm(code, name, nameEn, ""), code, page, model, response);
        };
    }

    @PostMapping("/console/sections/{code}/position")
    String move(@PathVariable String code, @RequestParam boolean up, Person person) {
        Refusals.orRefuse(sections.shift(
                sections.byCode(code).orElseThrow(Refusals::notFound).id(), up, person));
        return "redirect:/console/sections?said=section-moved";
    }

    private String refused(
            Outcome.Refused<Section> refused,
            SectionForm form,
            @Nullable String at,
            Page page,
            Model model,
            HttpServletResponse response) {
        response.setStatus(refused.kind().status());
        Map<String, String> errors = new LinkedHashMap<>();
        String field = refused.field() == null ? "" : at == null ? refused.field() : refused.field() + "-" + at;
        errors.put(field, page.t.of(refused.key(), refused.arguments()));
        return page(model, form, errors, at);
    }

    private String page(Model model, SectionForm form, Map<String, String> errors, @Nullable String at) {
        model.addAttribute("sections", sections.all());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("at", at == null ? "" : at);
        return "publishing/sections/index";
    }

    record Shown(
            String code,
            @Nullable String parent,
            String name,
            String nameEn,
            int position,
            boolean open,
            int version) {}

    record Written(
            @Nullable String code,
            @Nullable String parent,
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable Boolean open,
            @Nullable Integer version) {}

    record Place(boolean up) {}

    @GetMapping("/rest/v1/sections")
    @ResponseBody
    @Access
    List<Shown> list() {
        List<Section> all = sections.all();
        return all.stream().map(s -> shown(s, all)).toList();
    }

    @PostMapping("/rest/v1/sections")
    @ResponseBody
    @ResponseStatus(HttpStatus.CREATED)
    Shown add(@RequestBody Written written, Person person) {
        @Nullable
        Long above = plain(written.parent()).isEmpty()
                ? null
                : sections.byCode(plain(written.parent())).map(Section::id).orElse(0L);
        return shown(
                Refusals.orRefuse(sections.create(
                        plain(written.code()), above, plain(written.name()), plain(written.nameEn()), person)),
                sections.all());
    }

    @PutMapping("/rest/v1/sections/{code}")
    @ResponseBody
    Shown change(@PathVariable String code, @RequestBody Written written, Person person) {
        Section section = sections.byCode(code).orElseThrow(Refusals::notFound);
        int version = written.version() == null
                ? Refusals.<Integer>orRefuse(Outcome.invalid("version", "posts.version-missing"))
                : written.version();
        boolean open = written.open() == null ? section.open() : written.open();
        return shown(
                Refusals.orRefuse(sections.change(
                        section.id(), version, plain(written.name()), plain(written.nameEn()), open, person)),
                sections.all());
    }

    @PutMapping("/rest/v1/sections/{code}/position")
    @ResponseBody
    Shown place(@PathVariable String code, @RequestBody Place place, Person person) {
        return shown(
                Refusals.orRefuse(sections.shift(
                        sections.byCode(code).orElseThrow(Refusals::notFound).id(), place.up(), person)),
                sections.all());
    }

    private static Shown shown(Section s, List<Section> all) {
        String parent = s.parent() == null
                ? null
                : all.stream()
                        .filter(p -> s.parent() == p.id())
                        .map(Section::code)
                        .findFirst()
                        .orElse(null);
        return new Shown(s.code(), parent, s.name(), s.nameEn(), s.position(), s.open(), s.version());
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }
}
