package org.lianxin.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lianxin.notices.Notices;
import org.lianxin.registry.Team;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Tells those who may act next that something waits for them, in the transaction that made it wait. */
@Component
class Bell {
    private final Team team;
    private final Notices notices;

    Bell(Team team, Notices notices) {
        this.team = team;
        this.notices = notices;
    }

    /** Those who may take the next step; where nobody can, the office, who then finds somebody. */
    void nextStep(Role role, long unit, Collection<Long> writers, Collection<Long> taken) {
        List<Long> able = new ArrayList<>(team.holders(role, unit));
        able.removeAll(writers);
        able.removeAll(taken);
        notices.ring(able.isEmpty() ? team.holders(Role.OFFICE, unit) : able);
    }

    /** Those who may look back at a bypass. */
    void lookBack(Review review, long bypasser) {
        List<Long> able = new ArrayList<>(team.holders(review.chain().getFirst(), review.unit()));
        able.addAll(team.holders(Role.OFFICE, review.unit()));
        able.removeAll(review.writers());
        able.remove(bypasser);
        notices.ring(able);
    }

    void tell(Collection<Long> people) {
        notices.ring(people);
    }
}
