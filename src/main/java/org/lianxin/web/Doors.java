package org.lianxin.web;

import org.springframework.stereotype.Component;

/** Whether a person gets past an {@link Access}: asked before a handler is called, and before a link to it is shown. */
@Component
public class Doors {
    private final Pages.Site site;

    Doors(Pages.Site site) {
        this.site = site;
    }

    public boolean let(Person person, Access access) {
        if (access.everybodyInDemo() && site.demo()) {
            return true;
        } else if (access.value().length == 0) {
            return !access.admin() || person.admin();
        }
        return person.isAny(access.value()) || (access.admin() && person.admin());
    }
}
