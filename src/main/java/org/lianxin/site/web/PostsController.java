package org.lianxin.site.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Open;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A post as it stands in public, with what was corrected; or that it was withdrawn, when and why. */
@Controller
class PostsController {
    private final Posts posts;
    private final Sections sections;
    private final Postings postings;
    private final Notes notes;

    PostsController(Posts posts, Sections sections, Postings postings, Notes notes) {
        this.posts = posts;
        this.sections = sections;
        this.postings = postings;
        this.notes = notes;
    }

    @Open(ready = true)
    @GetMapping("/posts/{id}")
    String show(@PathVariable String id, Model model, HttpServletRequest request, HttpServletResponse response) {
        if (Ids.parse(id).isEmpty()) {
            throw Refusals.notFound();
        }
        List<Posts.Standing> all = posts.find(id);
        if (all.isEmpty()) {
            ReadyPages.notKept(request);
            model.addAttribute("note", notes.ofPost(id).orElse(null));
            return genuine(postings.of(Ids.parse(id).orElseThrow()), model, response);
        }
        Posts.Standing lead = all.getFirst();
        if (lead.withdrawnAt() != null) {
            return gone(
                    new Posting(
                            lead.account(),
                            lead.accountName(),
                            "SITE",
                            lead.unitCode(),
                            lead.unitName(),
                            "",
                            lead.at(),
                            lead.withdrawnAt(),
                            lead.withdrawnReason()),
                    model,
                    response);
        }
        model.addAttribute("note", notes.ofPost(id).orElse(null));
        model.addAttribute("post", whole(id, lead, all));
        model.addAttribute(
                "others",
                posts.ofUnit(lead.unit(), null, 5).items().stream()
                        .filter(p -> !p.id().equals(id))
                        .limit(4)
                        .toList());
        return "site/posts/show";
    }

    /** Every post that is out carries the address of this page; one that is not on the micro-site is only said to be genuine, and where it is. */
    private static String genuine(List<Posting> places, Model model, HttpServletResponse response) {
        if (places.isEmpty()) {
            throw Refusals.notFound();
        } else if (places.getFirst().withdrawnAt() != null) {
            return gone(places.getFirst(), model, response);
        }
        model.addAttribute("places", places);
        return "site/posts/genuine";
    }

    private static String gone(Posting last, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_GONE);
        model.addAttribute("last", last);
        return "site/posts/gone";
    }

    private Whole whole(String id, Posts.Standing lead, List<Posts.Standing> all) {
        List<Version> versions = posts.versions(lead.page());
        List<Whole.Correction> corrections = new ArrayList<>();
        for (int i = versions.size() - 1; i > 0; i--) {
            Version now = versions.get(i);
            Version before = versions.get(i - 1);
            corrections.add(new Whole.Correction(
                    now.at(),
                    now.reason(),
                    Change.between(before.title() + "\n" + before.plain(), now.title() + "\n" + now.plain())));
        }
        List<Version> earlier = versions.isEmpty()
                ? List.of()
                : versions.subList(0, versions.size() - 1).reversed();
        List<Whole.Listed> standings = all.stream()
                .filter(s -> s.withdrawnAt() == null)
                .map(s -> new Whole.Listed(s.account(), s.accountName()))
                .toList();
        return new Whole(
                id,
                lead.title(),
                lead.html(),
                lead.accountName(),
                lead.account(),
                lead.unitCode(),
                lead.unitName(),
                lead.category(),
                sections.find(lead.section()).orElse(null),
                lead.media(),
                lead.at(),
                standings,
                corrections,
                earlier,
                Post.beginning(lead.plain(), 120));
    }
}
