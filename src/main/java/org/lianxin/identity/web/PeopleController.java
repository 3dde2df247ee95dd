package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.Roll;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of the installation: found, entered, changed. */
@Controller
@Access(admin = true)
class PeopleController {
    private final People people;
    private final Roll roll;
    private final Credentials credentials;

    PeopleController(People people, Roll roll, Credentials credentials) {
        this.people = people;
        this.roll = roll;
        this.credentials = credentials;
    }

    @GetMapping("/console/people")
    String index(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String after, Model model) {
        model.addAttribute(
                "part",
                roll.list(
                        q.length() > 60 ? q.substring(0, 60) : q,
                        after.isEmpty() ? null : Ids.parse(after).orElse(0)));
        model.addAttribute("words", q);
        return "identity/people/index";
    }

    @GetMapping("/console/people/new")
    String fresh(Model model) {
        return newPage(ProfileForm.empty(), Map.of(), model);
    }

    /** Enters somebody; the answer shows the way in, this once, and it is mailed to them if they have an address. */
    @PostMapping("/console/people")
    String create(ProfileForm form, Person person, Page page, HttpServletResponse response, Model model) {
        NewPerson wanted = new NewPerson(
                form.login(), form.name(), form.email(), form.phone(), form.admin(), Forms.locale(form.locale()), null);
        Outcome<Profile> made = people.create(wanted, person);
        if (made instanceof Outcome.Refused<Profile> refused) {
            return newPage(form, Forms.errors(refused, page, response), model);
        }
        Profile entered = made.orThrow();
        return link(entered, credentials.link(entered.id(), person).orThrow(), model);
    }

    @GetMapping("/console/people/{id}")
    String show(@PathVariable String id, Person person, Model model) {
        return page(find(id), null, Map.of(), model);
    }

    @PostMapping("/console/people/{id}")
    String change(
            @PathVariable String id,
            ProfileForm form,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Roll.Line line = find(id);
        var changes =
                new Roll.Changes(form.name(), form.email(), form.phone(), form.admin(), Forms.locale(form.locale()));
        return switch (roll.change(line.profile().id(), changes, form.version(), person)) {
            case Outcome.Done<Roll.Line> done -> "redirect:/console/people/" + id + "?said=person-saved";
            case Outcome.Refused<Roll.Line> refused ->
                page(find(id), form, Forms.errors(refused, page, response), model);
        };
    }

    /** Another way in, shown this once. */
    @PostMapping("/console/people/{id}/link")
    String link(@PathVariable String id, Person person, Model model) {
        Roll.Line line = find(id);
        return link(
                line.profile(),
                org.lianxin.web.Refusals.orRefuse(
                        credentials.link(line.profile().id(), person)),
                model);
    }

    private Roll.Line find(String id) {
        return roll.find(Forms.id(id)).orElseThrow(org.lianxin.web.Refusals::notFound);
    }

    private String page(Roll.Line line, @Nullable ProfileForm typed, Map<String, String> errors, Model model) {
        PersonPage.fill(model, line, typed, errors, roll, people);
        return "identity/people/show";
    }

    private static String newPage(ProfileForm form, Map<String, String> errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "identity/people/new";
    }

    private static String link(Profile who, Credentials.Link link, Model model) {
        model.addAttribute("who", Objects.requireNonNull(who));
        model.addAttribute("link", link);
        return "identity/people/link";
    }
}
