package org.lianxin.registry;

import java.util.List;
import java.util.Optional;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.kernel.Ids;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** New ids, and the people, who ask for their grants here. */
@Component
record TeamDesk(Ids ids, ObjectProvider<People> people) {
    Optional<Profile> find(long person) {
        return people.getObject().find(person);
    }

    String name(long person) {
        return people.getObject().names(List.of(person)).getOrDefault(person, "");
    }
}
