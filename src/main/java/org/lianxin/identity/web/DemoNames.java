package org.lianxin.identity.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/**
 * The names by which a newcomer may look around a demo: setting {@code demo.logins}, a line each of {@code login|name|unit|role}, and
 * {@code demo.password}, which all of them share; number and key of an answered letter in {@code demo.letter}. Outside a demo there are none, whatever the settings say.
 */
@Component
class DemoNames {
    private final Pages.Site site;

    DemoNames(Pages.Site site) {
        this.site = site;
    }

    List<DemoName> list() {
        return site.demo() && !password().isEmpty()
                ? site.setting("demo.logins", "")
                        .lines()
                        .map(line -> line.split("\\|", 4))
                        .filter(part -> part.length == 4)
                        .map(part -> new DemoName(part[0].strip(), part[1].strip(), part[2].strip(), part[3].strip()))
                        .toList()
                : List.of();
    }

    /** Number and key of a letter, by which a newcomer sees what a citizen sees; null if there is none. */
    @Nullable
    DemoLetter letter() {
        String[] part = site.demo() ? site.setting("demo.letter", "").split("\\|", 2) : new String[0];
        return part.length == 2 ? new DemoLetter(part[0], part[1]) : null;
    }

    String password() {
        return site.demo() ? site.setting("demo.password", "") : "";
    }
}
