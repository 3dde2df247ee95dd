package org.lianxin.identity;

import java.util.List;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.stereotype.Component;

/** A kept form waits for its writer until it is carried on or dropped. */
@Component
class WaitingForms implements Waiting {
    private static final int SHOWN = 40;

    private final KeptForms forms;

    WaitingForms(KeptForms forms) {
        this.forms = forms;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        return forms.of(person).stream()
                .map(kept -> new Item(
                        "kept/" + kept.id(),
                        "back",
                        "identity.kept.kind",
                        title(kept),
                        "",
                        "identity.kept.look",
                        "/console/kept",
                        kept.at().plus(KeptForms.DAY),
                        kept.at()))
                .toList();
    }

    private static String title(KeptForms.Kept kept) {
        String words = kept.words().isEmpty()
                ? kept.path()
                : kept.words().getFirst().strip().replaceAll("\\s+", " ");
        return words.codePointCount(0, words.length()) <= SHOWN
                ? words
                : words.substring(0, words.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
