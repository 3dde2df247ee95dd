package org.lianxin.language;

import java.util.Locale;
import java.util.regex.Pattern;

/** In which of our languages somebody is written to who has only written to us: theirs is told by the letters they used, and by nothing else. */
public final class Tongue {
    /** Addresses, names and tags look alike in every language. */
    private static final Pattern NO_WORDS = Pattern.compile("https?://\\S+|\\S*[@#]\\S+");

    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z]{2,}\\b");
    private static final int FEWEST = 2;

    private Tongue() {}

    /** English for a text of at least two words in Latin letters and not one Chinese character; else Chinese. */
    public static Locale of(String text) {
        boolean han = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        return !han
                        && WORD.matcher(NO_WORDS.matcher(text).replaceAll(" "))
                                        .results()
                                        .count()
                                >= FEWEST
                ? Locale.ENGLISH
                : Locale.SIMPLIFIED_CHINESE;
    }
}
