package org.lianxin.cases.web;

import java.util.List;
import org.lianxin.cases.WorkingDays;

/**
 * What a file says about a year, before anything is changed.
 *
 * @param text as it was read
 * @param problems the first fifty
 * @param wrong how many there are in all
 * @param different days that would be other than they are
 */
public record YearPlan(
        int year, String text, List<Pause> pauses, List<WorkingDays.Problem> problems, int wrong, int different) {}
