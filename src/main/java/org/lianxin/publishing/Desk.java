package org.lianxin.publishing;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What the house gives to whoever writes: ids, time, the trail, units and their accounts, words. */
@Component
record Desk(Ids ids, Clock clock, ApplicationEventPublisher events, Registered registered, Pages pages) {

    Units units() {
        return registered.units();
    }

    Accounts accounts() {
        return registered.accounts();
    }

    /** Where it goes, as the leader reads it, whose bytes these are. */
    String label(Account account) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE)
                        .of("registry.platform." + account.platform().name()) + " " + account.name();
    }

    void tell(String action, Post post, @Nullable Person by, Map<String, ?> details, Role... only) {
        events.publishEvent(Audited.Entry.of(action, "post", post.id(), post.unit(), by, details, only));
    }
}
