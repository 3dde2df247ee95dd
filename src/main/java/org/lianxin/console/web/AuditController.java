package org.lianxin.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 审计: the trail in words, newest first, of one unit or all; or the whole story of one thing, oldest first. */
@Controller
@Access(
        value = {Role.INSPECTOR, Role.OFFICE},
        admin = true)
class AuditController {
    private static final int PAGE = 50;

    private final Trail trail;
    private final Telling telling;
    private final Units units;

    AuditController(Trail trail, Telling telling, Units units) {
        this.trail = trail;
        this.telling = telling;
        this.units = units;
    }

    @GetMapping("/console/audit")
    String index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String before,
            Page page,
            Model model) {
        OptionalLong thing = Ids.parse(id);
        OptionalLong of = Ids.parse(unit);
        @Nullable Long unitId = of.isEmpty() ? null : of.getAsLong();
        boolean story = !subject.isEmpty() && thing.isPresent();
        Slice<Trail.Entry> slice = story
                ? new Slice<>(trail.of(subject, thing.getAsLong()), null)
                : trail.latest(unitId, Cursor.parse(before).orElse(null), PAGE);
        List<Told> told = new ArrayList<>(telling.tell(slice.items(), page));
        model.addAttribute("entries", told);
        model.addAttribute("units", units.all());
        model.addAttribute("unit", unitId == null ? "" : unitId.toString());
        model.addAttribute("story", story && !told.isEmpty() ? told.getFirst().thing() : "");
        model.addAttribute("next", slice.next() == null ? "" : slice.next().toString());
        return "console/audit/index";
    }
}
