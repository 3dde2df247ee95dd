package org.lianxin.identity.web;

import java.util.List;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/**
 * The names by which a newcomer may look around a demo: setting {@code demo.logins}, a line each of {@code login|name|unit|role}, and
 * {@code demo.password}, which all of them share. Outside a demo there are none, whatever the settings say.
 */
@Component
class DemoNames {
    private final Pages.Site site;

    DemoNames(Pages.Site site) {
        this.site = site;
    }

    List<DemoName> list() {
        return site.demo() && !password().isEmpty()
                ? site.setting("demo.logins", "").lines().map(line -> line.split("\\|", 4)).filter(part -> part.length == 4).map(part -> new DemoName(part[0].strip(), part[1].strip(), part[2].strip(), part[3].strip())).toList()
                : List.of();
    }

    String password() {
        return site.demo() ? site.setting("demo.password", "") : "";
    }
}
