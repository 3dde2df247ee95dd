package org.lianxin.channels;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pairs of neighbouring characters: the terms by which published pages are found. A database's own words do not exist in Chinese, and a
 * trigram finds no word of two characters.
 */
public final class Bigrams {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Bigrams() {}

    /** All pairs of a text, each once. */
    public static Set<String> of(String text) {
        Set<String> pairs = new LinkedHashSet<>();
        for (String word : words(text)) {
            int[] points = word.codePoints().toArray();
            for (int i = 0; i + 1 < points.length; i++) {
                pairs.add(new String(points, i, 2));
            }
        }
        return pairs;
    }

    /** What somebody looks for, cut at spaces and punctuation, in small letters. */
    public static List<String> words(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(w -> !w.isEmpty())
                .toList();
    }
}
