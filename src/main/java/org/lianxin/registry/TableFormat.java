package org.lianxin.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a table is written. */
public enum TableFormat {
    CSV("text/csv;charset=UTF-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The ending of a file's name. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TableFormat> of(String ending) {
        return Arrays.stream(values()).filter(f -> f.ending().equals(ending)).findFirst();
    }
}
