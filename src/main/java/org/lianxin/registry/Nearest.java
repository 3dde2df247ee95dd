package org.lianxin.registry;

import java.util.Map;
import java.util.Optional;

/** The right word that is nearest to a wrong one, if any is near enough to be meant: by how many letters must be changed, left out or added. */
final class Nearest {
    private Nearest() {}

    /**
     * The value of the nearest of {@code choices}, which are words as {@link Words#plain} leaves them, with their values.
     *
     * @return empty where none is nearer than a third of the word, or than one letter in a short one
     */
    static Optional<String> of(String word, Map<String, String> choices) {
        String wanted = Words.plain(word);
        String best = null;
        int least = Math.max(1, wanted.length() / 3) + 1;
        for (Map.Entry<String, String> choice : choices.entrySet()) {
            String known = choice.getKey();
            // one that shares no letter with it is not meant
            if (Math.abs(known.length() - wanted.length()) < least
                    && wanted.chars().anyMatch(c -> known.indexOf(c) >= 0)) {
                int distance = distance(wanted, known, least);
                if (distance < least) {
                    least = distance;
                    best = choice.getValue();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Changes, omissions, additions and swapped neighbours between two words; {@code limit} where there are as many or more. */
    static int distance(String a, String b, int limit) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j] + 1, row[j - 1] + 1), above[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
            int[] oldest = before;
            before = above;
            above = row;
            row = oldest;
        }
        return Math.min(limit, above[b.length()]);
    }
}
