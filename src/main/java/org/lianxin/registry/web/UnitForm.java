package org.lianxin.registry.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Unit;
import org.lianxin.web.Forms;
import org.lianxin.web.Texts;

/** A unit's particulars as typed. {@code parent}: an id, or empty. */
public record UnitForm(
        String code,
        String name,
        String shortName,
        String type,
        String parent,
        String duties,
        String area,
        String budgetLine,
        String sponsor,
        String host,
        String operator,
        Integer version) {

    /** What was not sent is empty. */
    public UnitForm {
        code = Forms.text(code);
        name = Forms.text(name);
        shortName = Forms.text(shortName);
        type = Forms.text(type);
        parent = Forms.text(parent);
        duties = Forms.lines(duties);
        area = Forms.text(area);
        budgetLine = Forms.text(budgetLine);
        sponsor = Forms.text(sponsor);
        host = Forms.text(host);
        operator = Forms.text(operator);
        version = Objects.requireNonNullElse(version, 0);
    }

    static UnitForm empty(@Nullable Long parent, String type) {
        return new UnitForm("", "", "", type, parent == null ? "" : Ids.text(parent), "", "", "", "", "", "", 0);
    }

    static UnitForm of(Unit u) {
        String shortName = u.shortName().equals(u.name()) ? "" : u.shortName();
        String parent = u.parent() == null ? "" : Ids.text(u.parent());
        return new UnitForm(
                u.code(),
                u.name(),
                shortName,
                u.type(),
                parent,
                u.duties(),
                u.area(),
                u.budgetLine(),
                u.sponsor(),
                u.host(),
                u.operator(),
                u.version());
    }

    /** {@code code}: of the unit that is changed, whose code stays. */
    NewUnit wanted(String code) {
        // an id that is none stands for no unit, and is refused as such
        @Nullable
        Long above = parent.isEmpty() ? null : (Long) Ids.parse(parent).orElse(0);
        return new NewUnit(code, name, shortName, type, above, duties, area, budgetLine, sponsor, host, operator);
    }

    /** The same words over what the register holds by now, so that sending them again is a decision. */
    UnitForm over(Unit now) {
        return new UnitForm(
                code, name, shortName, type, parent, duties, area, budgetLine, sponsor, host, operator, now.version());
    }

    /** What the register holds in fields that were typed differently, by field. */
    Map<String, String> stored(UnitForm now, Texts t, Map<Long, String> names) {
        Map<String, String> stored = new HashMap<>();
        differs(stored, "name", name, now.name);
        differs(stored, "shortName", shortName, now.shortName);
        if (!type.equals(now.type)) {
            stored.put("type", t.of("registry.type." + now.type));
        }
        if (!parent.equals(now.parent)) {
            stored.put(
                    "parent",
                    now.parent.isEmpty()
                            ? ""
                            : names.getOrDefault(Ids.parse(now.parent).orElse(0), ""));
        }
        differs(stored, "duties", duties, now.duties);
        differs(stored, "area", area, now.area);
        differs(stored, "budgetLine", budgetLine, now.budgetLine);
        differs(stored, "sponsor", sponsor, now.sponsor);
        differs(stored, "host", host, now.host);
        differs(stored, "operator", operator, now.operator);
        return stored;
    }

    static void differs(Map<String, String> stored, String field, String typed, String now) {
        if (!typed.strip().equals(now)) {
            stored.put(field, now);
        }
    }
}
