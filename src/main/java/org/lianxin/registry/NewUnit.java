package org.lianxin.registry;

import org.jspecify.annotations.Nullable;

/**
 * What is entered of a unit.
 *
 * @param code a–z, 0–9 and dashes, at most 40, never used twice
 * @param type office, department, district, county, town, court, enterprise, organisation or institution
 */
public record NewUnit(
        String code,
        String name,
        String shortName,
        String type,
        @Nullable Long parent,
        String duties,
        String area,
        String budgetLine,
        String sponsor,
        String host,
        String operator) {

    public static NewUnit of(String code, String name, String type, String duties) {
        return new NewUnit(code, name, "", type, null, duties, "", "", "", "", "");
    }

    public NewUnit under(@Nullable Long parent) {
        return new NewUnit(code, name, shortName, type, parent, duties, area, budgetLine, sponsor, host, operator);
    }

    public NewUnit inArea(String area) {
        return new NewUnit(code, name, shortName, type, parent, duties, area, budgetLine, sponsor, host, operator);
    }
}
