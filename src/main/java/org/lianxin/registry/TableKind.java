package org.lianxin.registry;

import java.util.List;
import java.util.Locale;

/** A kind of table that comes in and goes out, with its columns in the order in which they are written. */
public enum TableKind {
    UNITS,
    ACCOUNTS;

    /** As it stands in addresses and keys of texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns without which a table cannot be read. */
    public List<String> required() {
        return switch (this) {
            case UNITS -> List.of("code", "name", "type");
            case ACCOUNTS -> List.of("unit", "platform", "handle", "name");
        };
    }

    /** The columns that are read. */
    public List<String> columns() {
        return switch (this) {
            case UNITS ->
                List.of(
                        "code",
                        "name",
                        "shortName",
                        "type",
                        "parent",
                        "duties",
                        "area",
                        "budgetLine",
                        "sponsor",
                        "host",
                        "operator");
            case ACCOUNTS ->
                List.of(
                        "unit",
                        "platform",
                        "handle",
                        "name",
                        "state",
                        "url",
                        "plannedFor",
                        "filing",
                        "audience",
                        "publishes",
                        "tone",
                        "interaction",
                        "service",
                        "excuse",
                        "formerHandle");
        };
    }

    /** The columns that are written for people to read and never taken from a table: rights and names are given elsewhere. */
    public List<String> aside() {
        return switch (this) {
            case UNITS -> List.of("inCharge", "deputy", "spokesperson", "fullTime", "partTime");
            case ACCOUNTS -> List.of("unitName");
        };
    }
}
