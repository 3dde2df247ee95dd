package org.lianxin.site.web;

/**
 * How a unit has dealt with letters of the last 90 days.
 *
 * @param received letters that came to it; due: those whose answer is given or overdue
 * @param inTime of those due, answered by the deadline
 * @param rated by their writers; solved: rated as solved or partly solved
 * @param reopened worked on again because they were not solved
 */
public record Showing(int received, int due, int inTime, int rated, int solved, int reopened) {

    /** Of those due, in per cent; 100 only if all were. */
    public int punctual() {
        return percent(inTime, due);
    }

    public int content() {
        return percent(solved, rated);
    }

    private static int percent(int part, int whole) {
        return whole == 0 ? 0 : part * 100 / whole;
    }
}
