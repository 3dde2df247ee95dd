package org.lianxin.identity.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.Roll;
import org.springframework.ui.Model;

/** One person as administrators see them: particulars, the way in, and who could take over. */
public record PersonPage(
        Roll.Line line,
        ProfileForm form,
        @Nullable Instant shutUntil,
        @Nullable String successorName,
        List<Profile> colleagues) {

    static void fill(
            Model model,
            Roll.Line line,
            @Nullable ProfileForm typed,
            Map<String, String> errors,
            Roll roll,
            People people) {
        Long successor = line.successor();
        model.addAttribute(
                "is",
                new PersonPage(
                        line,
                        typed == null ? ProfileForm.of(line) : typed,
                        roll.shutUntil(line.profile().login()),
                        successor == null
                                ? null
                                : people.names(List.of(successor)).get(successor),
                        people.active().stream()
                                .filter(p -> p.id() != line.profile().id())
                                .toList()));
        model.addAttribute("errors", errors);
    }
}
