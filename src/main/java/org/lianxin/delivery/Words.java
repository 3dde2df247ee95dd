package org.lianxin.delivery;

import java.util.Locale;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Reasons that are the program's own, in the words that are kept beside those of the networks: Chinese, as the registers are. */
@Component
class Words {
    /** Longer reasons are cut: some servers answer with a whole page. */
    static final int LONGEST = 500;

    private final Pages pages;

    Words(Pages pages) {
        this.pages = pages;
    }

    String of(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }

    /** One line without control characters, at most {@value #LONGEST} characters. */
    static String cut(String words) {
        String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "\u2026";
    }
}
