package org.lianxin.registry;

/**
 * Cells that a spreadsheet would run. Such a cell gets an apostrophe before it, and one is taken off when a table is read, so that what
 * comes back is what went out, even where somebody wrote an apostrophe themselves.
 */
final class Cells {
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\t";

    private Cells() {}

    /** For CSV, where a program that opens the file would take the cell for a formula. */
    static String guarded(String cell) {
        return marked(cell, 0) ? "'" + cell : cell;
    }

    /** For XLSX, where text is text: only what {@link #read} would take for guarded. */
    static String kept(String cell) {
        return marked(cell, 1) ? "'" + cell : cell;
    }

    static String read(String cell) {
        return marked(cell, 1) ? cell.substring(1) : cell;
    }

    /** Begins with at least so many apostrophes and then like a formula. */
    private static boolean marked(String cell, int apostrophes) {
        int at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at >= apostrophes && at < cell.length() && FORMULA.indexOf(cell.charAt(at)) >= 0;
    }
}
