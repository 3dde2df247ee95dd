package org.lianxin.site.web;

import java.util.Comparator;
import java.util.List;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The directory of the whole matrix, and each unit in public. */
@Controller
class UnitsController {
    private final Directory directory;
    private final Units units;
    private final Showings showings;
    private final Said said;

    /** What a unit has said, and where. */
    @Component
    record Said(Posts posts, Answers answers, Elsewhere elsewhere) {}

    UnitsController(Directory directory, Units units, Showings showings, Said said) {
        this.directory = directory;
        this.units = units;
        this.showings = showings;
        this.said = said;
    }

    @Open(ready = true)
    @GetMapping("/units")
    String index(@RequestParam(defaultValue = "") String q, Model model) {
        String words = q.strip().length() > 60 ? q.strip().substring(0, 60) : q.strip();
        List<Place> all = directory.all();
        model.addAttribute("words", words);
        model.addAttribute("found", Directory.search(all, words));
        model.addAttribute("areas", Directory.areas(all));
        model.addAttribute("units", all.size());
        model.addAttribute(
                "accounts", all.stream().mapToInt(p -> p.open().size()).sum());
        model.addAttribute(
                "closing",
                all.stream()
                        .flatMap(p -> p.accounts().stream())
                        .filter(a -> a.closureNoticeAt() != null)
                        .sorted(Comparator.comparing(UnitsController::noticed).reversed())
                        .limit(5)
                        .toList());
        return "site/units/index";
    }

    private static java.time.Instant noticed(Account account) {
        return account.closureNoticeAt() == null ? java.time.Instant.MIN : account.closureNoticeAt();
    }

    @Open(ready = true)
    @GetMapping("/units/{code}")
    String show(@PathVariable String code, Model model) {
        Unit unit = units.byCode(code).orElseThrow(Refusals::notFound);
        List<Unit> all = units.all();
        model.addAttribute("unit", unit);
        Place place = directory.of(unit);
        model.addAttribute("place", place);
        model.addAttribute(
                "elsewhere",
                said.elsewhere()
                        .latest(
                                place.accounts().stream()
                                        .filter(a -> a.platform() == Platform.WEBSITE
                                                && a.state().publishes())
                                        .map(Account::id)
                                        .toList(),
                                5));
        model.addAttribute("showing", showings.of(unit.id()));
        model.addAttribute(
                "above",
                all.stream()
                        .filter(u -> unit.parent() != null && u.id() == unit.parent())
                        .toList());
        model.addAttribute(
                "below",
                all.stream()
                        .filter(u -> u.parent() != null && u.parent() == unit.id())
                        .toList());
        model.addAttribute("posts", said.posts().ofUnit(unit.id(), null, 6).items());
        model.addAttribute(
                "answers",
                said.answers()
                        .latest(new Answers.Sieve("", "", unit.id()), null, 4)
                        .items());
        return "site/units/show";
    }
}
