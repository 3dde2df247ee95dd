package org.lianxin.site.web;

import java.util.List;
import java.util.Map;
import org.lianxin.intake.Recognising;
import org.lianxin.intake.Visits;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What the site says about itself, to people and to programs. */
@Controller
class StatementsController {
    private final Visits visits;

    StatementsController(Visits visits) {
        this.visits = visits;
    }

    @Open(ready = true)
    @GetMapping("/privacy")
    String privacy(Page page, Model model) {
        model.addAttribute(
                "recognising", visits.place().map(Recognising.Place::name).orElse(""));
        model.addAttribute("lasting", visits.lasting(page.t));
        return "site/statements/privacy";
    }

    @Open(ready = true)
    @GetMapping("/accessibility")
    String accessibility() {
        return "site/statements/accessibility";
    }

    @Open(ready = true)
    @ResponseBody
    @GetMapping(path = "/manifest.webmanifest", produces = "application/manifest+json")
    Map<String, Object> manifest(Page page) {
        return Map.of(
                "name",
                page.siteName(),
                "short_name",
                page.siteName(),
                "lang",
                page.lang(),
                "start_url",
                page.href("/"),
                "scope",
                "/",
                "display",
                "minimal-ui",
                "background_color",
                "#f4f0e6",
                "theme_color",
                "#f4f0e6",
                "icons",
                List.of(Map.of("src", page.asset("img/icon.svg"), "sizes", "any", "type", "image/svg+xml")));
    }

    @Open(ready = true)
    @ResponseBody
    @GetMapping(path = "/robots.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    String robots() {
        return """
                User-agent: *
                Disallow: /console
                Disallow: /sign-in
                Disallow: /follow/
                Disallow: /*/follow/
                Disallow: /letters
                Disallow: /*/letters
                Disallow: /api/
                Disallow: /rest/
                """;
    }
}
