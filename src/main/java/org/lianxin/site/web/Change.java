package org.lianxin.site.web;

import java.util.ArrayList;
import java.util.List;

/**
 * One place where a correction changed the words: what stood there and what stands there now, either may be empty. Whole clauses, cut
 * after punctuation, so that a reader sees each in its sense.
 */
public record Change(String before, String after) {
    private static final int MOST = 600;

    /** Title and text of two wordings, in order. */
    static List<Change> between(String before, String after) {
        List<String> a = clauses(before);
        List<String> b = clauses(after);
        if (a.size() > MOST || b.size() > MOST) {
            return List.of();
        }
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Change> changes = new ArrayList<>();
        StringBuilder gone = new StringBuilder();
        StringBuilder come = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                add(changes, gone, come);
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                gone.append(a.get(i++));
            } else {
                come.append(b.get(j++));
            }
        }
        add(changes, gone, come);
        return changes;
    }

    private static void add(List<Change> changes, StringBuilder gone, StringBuilder come) {
        if (!gone.isEmpty() || !come.isEmpty()) {
            changes.add(new Change(bare(gone), bare(come)));
            gone.setLength(0);
            come.setLength(0);
        }
    }

    /** Without the comma that leads on. */
    private static String bare(StringBuilder words) {
        return words.toString().strip().replaceFirst("[\uff0c\uff1b\uff1a;:,]$", "");
    }

    private static List<String> clauses(String text) {
        return List.of(text.split("(?<=[\uff0c\u3002\uff01\uff1f\uff1b\uff1a\n.!?;])"));
    }
}
