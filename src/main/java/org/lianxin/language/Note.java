package org.lianxin.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A finding as it stands beside the text.
 *
 * @param number from 1, in order of weight and place
 * @param words what it is about, at most 60 characters; empty when it is about the whole
 */
public record Note(int number, Check.Finding finding, String words) {

    public boolean stops() {
        return finding.weight() == Check.Weight.STOP;
    }

    /** {@code data-is} of its mark. */
    public String mark() {
        return switch (finding.weight()) {
            case STOP -> "back";
            case CARE -> "care";
            case NOTE -> "wait";
        };
    }

    /** What is to be said about these texts, what stops them first; what is merely missing as yet is not said while one writes. */
    public static List<Note> of(List<Check.Finding> findings, String title, String text) {
        List<Note> notes = new ArrayList<>();
        List<Check.Finding> sorted = new ArrayList<>(
                findings.stream().filter(f -> !f.rule().startsWith("missing")).toList());
        sorted.sort(java.util.Comparator.comparing(Check.Finding::weight).reversed());
        for (Check.Finding f : sorted) {
            String field = f.field().equals("title") ? title : text.replace("\r\n", "\n");
            int end = Math.min(f.end(), field.length());
            String words = f.start() < 0 || f.start() >= end ? "" : field.substring(f.start(), end);
            if (words.codePointCount(0, words.length()) > 60) {
                words = words.substring(0, words.offsetByCodePoints(0, 60)) + "…";
            }
            notes.add(new Note(notes.size() + 1, f, words));
        }
        return notes;
    }
}
