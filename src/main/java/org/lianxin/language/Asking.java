package org.lianxin.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Whether a short text from a network asks for an answer, and what for: by words in {@code language/asking.tsv}. A first sorting that
 * anybody can follow; it never looks at who wrote or at whom they criticise.
 */
@Component
public class Asking {
    private record Rule(String kind, Pattern words) {}

    private final List<Rule> rules = new ArrayList<>();

    public Asking() {
        for (String line : Resource.lines("language/asking.tsv")) {
            String[] part = line.split("\t", 2);
            rules.add(new Rule(part[0], Pattern.compile(part[1], Pattern.MULTILINE)));
        }
    }

    /** {@code inquiry}, {@code help}, {@code complaint}, {@code report}, {@code suggestion}, {@code thanks}; {@code other} if nothing says. */
    public String kind(String text) {
        for (Rule rule : rules) {
            if (rule.words().matcher(text).find()) {
                return rule.kind();
            }
        }
        return "other";
    }
}
