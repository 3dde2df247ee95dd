package org.lianxin.console.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.console.Setting;
import org.lianxin.console.Setup;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 设置: each sees and changes what is theirs to set. */
@Controller
@Access(value = Role.OFFICE, admin = true)
class SettingsController {
    /** What the form showed when it was made comes back under this prefix. */
    private static final String SEEN = "seen.";

    private final Setup setup;

    SettingsController(Setup setup) {
        this.setup = setup;
    }

    @GetMapping("/console/settings")
    String edit(Person person, Model model) {
        List<Setting> mine = setup.of(person);
        Map<String, String> values = setup.values(mine);
        return show(mine, values, values, Map.of(), model);
    }

    @PostMapping("/console/settings")
    String update(
            @RequestParam Map<String, String> form,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        List<Setting> mine = setup.of(person);
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        mine.forEach(s -> {
            if (form.containsKey(s.key())) {
                wanted.put(s.key(), form.getOrDefault(s.key(), ""));
                seen.put(s.key(), form.getOrDefault(SEEN + s.key(), ""));
            }
        });
        return switch (setup.change(seen, wanted, person)) {
            case Outcome.Done<Integer> done -> "redirect:/console/settings?said=settings-changed";
            case Outcome.Refused<Integer> refused
            when refused.kind() == Outcome.Kind.NOT_ALLOWED -> throw Refusals.notAllowed();
            case Outcome.Refused<Integer> refused -> {
                response.setStatus(refused.kind().status());
                String field = refused.field() == null ? "" : refused.field();
                yield show(
                        mine,
                        wanted,
                        setup.values(mine),
                        Map.of(field, page.t.of(refused.key(), refused.arguments())),
                        model);
            }
        };
    }

    private static String show(
            List<Setting> mine,
            Map<String, String> values,
            Map<String, String> seen,
            Map<String, String> errors,
            Model model) {
        model.addAttribute("settings", mine);
        model.addAttribute("values", values);
        model.addAttribute("seen", seen);
        model.addAttribute("errors", errors);
        return "console/settings/edit";
    }
}
