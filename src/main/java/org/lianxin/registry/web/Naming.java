package org.lianxin.registry.web;

import java.util.List;
import org.lianxin.identity.People;
import org.lianxin.kernel.Outcome;
import org.springframework.stereotype.Component;

/** Finds the person that somebody means by an account or a name. */
@Component
public class Naming {
    /** More names are not offered beside a field; whoever is not among them is typed. */
    private static final int OFFERED = 500;

    private final People people;

    Naming(People people) {
        this.people = people;
    }

    /** A person to choose. */
    public record Choice(long id, String login, String name) {}

    List<Choice> everybody() {
        return people.active().stream()
                .map(p -> new Choice(p.id(), p.login(), p.name()))
                .toList();
    }

    static List<Choice> offered(List<Choice> all) {
        return all.subList(0, Math.min(all.size(), OFFERED));
    }

    /** Who of these is meant: the account if there is one, else the only one of that name. */
    static Outcome<Choice> find(String typed, List<Choice> among) {
        String word = typed.strip();
        if (word.isEmpty()) {
            return Outcome.invalid("who", "registry.team.who-missing");
        }
        List<Choice> named =
                among.stream().filter(c -> c.login().equalsIgnoreCase(word)).toList();
        if (named.isEmpty()) {
            named = among.stream().filter(c -> c.name().equals(word)).toList();
        }
        return switch (named.size()) {
            case 0 -> Outcome.invalid("who", "registry.team.who-unknown", word);
            case 1 -> Outcome.done(named.getFirst());
            default ->
                Outcome.invalid(
                        "who",
                        "registry.team.who-many",
                        word,
                        String.join(
                                " ", named.stream().map(Choice::login).limit(10).toList()));
        };
    }
}
