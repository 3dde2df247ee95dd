package org.lianxin.site.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Open;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is new in the city, and the ways to ask and to find. */
@Controller
class HomeController {
    private static final Duration EMERGENCY = Duration.ofDays(2);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int EACH = 4;

    private final Posts posts;
    private final Sections sections;
    private final Answers answers;
    private final Directory directory;
    private final Clock clock;

    HomeController(Posts posts, Sections sections, Answers answers, Directory directory, Clock clock) {
        this.posts = posts;
        this.sections = sections;
        this.answers = answers;
        this.directory = directory;
        this.clock = clock;
    }

    @Open(ready = true)
    @GetMapping("/")
    String show(Model model) {
        Instant since = clock.instant().minus(EMERGENCY);
        List<Post> alarms = posts.ofCategory("emergency", null, 2).items().stream()
                .filter(p -> p.at().isAfter(since))
                .toList();
        List<Post> latest = posts.latest(null, 16).items().stream()
                .filter(p -> !alarms.contains(p))
                .toList();
        Post headline = headline(latest);
        List<String> shown = new ArrayList<>(alarms.stream().map(Post::id).toList());
        if (headline != null) {
            shown.add(headline.id());
        }
        // a headline without a picture leaves room for what came before it
        List<Post> next = headline == null || headline.picture() != null
                ? List.of()
                : latest.stream().filter(p -> !shown.contains(p.id())).limit(3).toList();
        next.forEach(p -> shown.add(p.id()));
        List<Section> tree = sections.tree();
        List<Home.Part> parts = parts(tree, shown);
        List<Post> others = parts.stream().allMatch(p -> p.posts().isEmpty())
                ? latest.stream().filter(p -> !shown.contains(p.id())).limit(8).toList()
                : List.of();
        List<Place> places = directory.all();
        model.addAttribute(
                "home",
                new Home(
                        alarms,
                        headline,
                        next,
                        parts,
                        others,
                        answers.latest(Answers.Sieve.ALL, null, 3).items(),
                        Directory.areas(places),
                        places.size(),
                        places.stream().mapToInt(p -> p.open().size()).sum()));
        return "site/home/show";
    }

    /** The newest, or the newest with a picture if it is of the same day. */
    private static @Nullable Post headline(List<Post> latest) {
        if (latest.isEmpty()) {
            return null;
        }
        Instant day = latest.getFirst().at().minus(DAY);
        return latest.stream()
                .filter(p -> p.picture() != null && p.at().isAfter(day))
                .findFirst()
                .orElse(latest.getFirst());
    }

    private List<Home.Part> parts(List<Section> tree, List<String> shown) {
        Map<String, List<Post>> of = posts.ofEachSection(
                tree.stream().flatMap(s -> s.codes().stream()).toList(), EACH + 6);
        return tree.stream()
                .map(s -> new Home.Part(
                        s,
                        s.codes().stream()
                                .flatMap(c -> of.getOrDefault(c, List.of()).stream())
                                .filter(p -> !shown.contains(p.id()))
                                .sorted(Comparator.comparing(Post::at).reversed())
                                .limit(EACH)
                                .toList()))
                .toList();
    }
}
