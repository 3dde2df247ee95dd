package org.lianxin.publishing;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.lianxin.notices.Notices;
import org.lianxin.registry.Team;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Who is told when something happened to a post that they did not do themselves. */
@Component
record Bell(Desk desk, Team team, Notices notices) {

    /** The editors of its unit, whose work it is, and who wrote on it. */
    void ring(Post post) {
        Set<Long> people = new HashSet<>(team.holders(Role.EDITOR, post.unit()));
        people.addAll(post.writers());
        if (post.owner() != null) {
            people.add(post.owner());
        }
        notices.ring(people);
    }

    /** In the language of the registers. */
    String words(String key, Object... arguments) {
        return desk.pages().texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }
}
