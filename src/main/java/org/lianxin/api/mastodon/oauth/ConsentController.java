package org.lianxin.api.mastodon.oauth;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.federation.Voices;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * A person lets an app in, for one account, or does not; and sees which apps are in. The answer is a page that leads back by itself: a
 * form of ours may lead nowhere else.
 */
@Controller
@Access
class ConsentController {
    static final String PAGE = "/console/me/apps/new";

    private final Apps apps;
    private final Codes codes;
    private final AppTokens tokens;
    private final Callers callers;
    private final Known known;

    ConsentController(Apps apps, Codes codes, AppTokens tokens, Callers callers, Known known) {
        this.apps = apps;
        this.codes = codes;
        this.tokens = tokens;
        this.callers = callers;
        this.known = known;
    }

    /** Names of what is chosen from. */
    @org.springframework.stereotype.Component
    record Known(Voices voices, Units units, org.lianxin.registry.Accounts accounts) {}

    @GetMapping(PAGE)
    String ask(Params params, Person person, Model model) {
        return ask(Refusals.orRefuse(Asked.of(params::text, apps)), "", Map.of(), person, model);
    }

    private String ask(Asked asked, String chosen, Map<String, String> errors, Person person, Model model) {
        List<Account> choice = callers.choice(person);
        Map<Long, String> units =
                known.units().names(choice.stream().map(Account::unit).toList());
        model.addAttribute(
                "consent",
                new Consent(
                        asked.app().name(),
                        asked.outOfBand() ? "" : Redirects.shown(asked.redirect()),
                        asked.outOfBand(),
                        Consent.wants(asked.scopes()),
                        choice.stream()
                                .map(a -> new Consent.Choice(
                                        Long.toString(a.id()),
                                        a.name(),
                                        "@" + known.voices().handle(a) + "@"
                                                + known.voices().host(),
                                        units.getOrDefault(a.unit(), "")))
                                .toList(),
                        asked.question()));
        model.addAttribute("chosen", chosen);
        model.addAttribute("errors", errors);
        return "api/apps/ask";
    }

    @PostMapping(PAGE)
    String answer(Params params, Person person, Page page, HttpServletResponse response, Model model) {
        Asked asked = Refusals.orRefuse(Asked.of(params::text, apps));
        if (!params.text("decision").equals("allow")) {
            return back(asked, false, Map.of("error", "access_denied"), "", page, model);
        }
        Optional<Account> account = callers.choice(person).stream()
                .filter(a -> Long.toString(a.id()).equals(params.text("account")))
                .findFirst();
        if (account.isEmpty()) {
            Outcome<Account> none = Outcome.invalid("account", "apps.choose-account");
            return ask(
                    asked,
                    params.text("account"),
                    Forms.errors((Outcome.Refused<Account>) none, page, response),
                    person,
                    model);
        }
        String code = codes.allow(asked, account.get(), person);
        return back(asked, true, Map.of("code", code), code, page, model);
    }

    private static String back(
            Asked asked, boolean allowed, Map<String, String> answer, String code, Page page, Model model) {
        Map<String, String> answers = new LinkedHashMap<>(answer);
        answers.put("state", asked.state());
        answers.put("iss", page.site.publicUrl() + "/");
        model.addAttribute(
                "answer",
                new Consent.Answer(
                        asked.app().name(),
                        asked.outOfBand() ? "" : Redirects.shown(asked.redirect()),
                        allowed,
                        asked.outOfBand() ? "" : Redirects.with(asked.redirect(), answers),
                        asked.outOfBand() ? code : ""));
        return "api/apps/answer";
    }

    @GetMapping("/console/me/apps")
    String index(Person person, Model model) {
        List<AppTokens.SignedIn> all = tokens.of(person);
        Map<Long, String> names = new LinkedHashMap<>();
        all.forEach(in -> known.accounts().find(in.account()).ifPresent(a -> names.put(a.id(), a.name())));
        model.addAttribute("apps", all);
        model.addAttribute("names", names);
        return "api/apps/index";
    }

    @PostMapping("/console/me/apps/{id}/removal")
    String end(@PathVariable String id, Person person) {
        Refusals.orRefuse(tokens.end(Forms.id(id), person));
        return "redirect:/console/me/apps?said=app-ended";
    }
}
