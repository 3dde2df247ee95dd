package org.lianxin.registry.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lianxin.registry.Duty;
import org.lianxin.web.Role;

/** An appointment as typed. {@code who}: an account or a name; {@code as}: role and duty with a dot between them. */
public record Seating(String who, String as) {
    /** What somebody may be called, with the rights that go with it; the register knows no other pairs from its forms. */
    public static final List<Post> POSTS = List.of(
            new Post(Role.LEADER, Duty.IN_CHARGE),
            new Post(Role.LEADER, Duty.DEPUTY),
            new Post(Role.EDITOR, Duty.FULL_TIME),
            new Post(Role.EDITOR, Duty.PART_TIME),
            new Post(Role.SPOKESPERSON, Duty.SPOKESPERSON),
            new Post(Role.PARTNER, Duty.NONE),
            new Post(Role.ON_SCENE_LEADER, Duty.NONE),
            new Post(Role.OFFICE, Duty.NONE),
            new Post(Role.INSPECTOR, Duty.NONE));

    public Seating {
        who = Objects.requireNonNullElse(who, "");
        as = Objects.requireNonNullElse(as, "");
    }

    /** A role with what the register calls it. */
    public record Post(Role role, Duty duty) {
        public String word() {
            return role.name() + "." + duty.name();
        }

        /** Key of its word. */
        public String title() {
            return TeamList.Seat.title(role, duty);
        }

        static Optional<Post> of(String word) {
            return POSTS.stream().filter(p -> p.word().equals(word)).findFirst();
        }
    }

    /** The posts of a unit: the office's are held in the office alone. */
    static List<Post> in(String type) {
        return POSTS.stream()
                .filter(p -> type.equals("office") || (p.role() != Role.OFFICE && p.role() != Role.INSPECTOR))
                .toList();
    }
}
