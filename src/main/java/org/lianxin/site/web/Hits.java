package org.lianxin.site.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lianxin.channels.Bigrams;

/** A text cut at the words that somebody looked for. */
public record Hits(String text, boolean hit) {

    public static List<Hits> in(String text, String words) {
        List<String> wanted = Bigrams.words(words);
        String small = text.toLowerCase(Locale.ROOT);
        // in a few alphabets small letters are longer; then nothing is marked
        if (wanted.isEmpty() || small.length() != text.length()) {
            return List.of(new Hits(text, false));
        }
        List<Hits> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int at = -1;
            int length = 0;
            for (String word : wanted) {
                int found = small.indexOf(word, from);
                if (found >= 0 && (at < 0 || found < at || (found == at && word.length() > length))) {
                    at = found;
                    length = word.length();
                }
            }
            if (at < 0) {
                break;
            }
            if (at > from) {
                pieces.add(new Hits(text.substring(from, at), false));
            }
            pieces.add(new Hits(text.substring(at, at + length), true));
            from = at + length;
        }
        if (from < text.length()) {
            pieces.add(new Hits(text.substring(from), false));
        }
        return pieces;
    }
}
