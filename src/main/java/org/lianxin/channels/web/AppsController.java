package org.lianxin.channels.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Apps;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Platform;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The application by which a network knows this installation. */
@Controller
@Access(admin = true)
@RequestMapping("/console/networks/weibo")
class AppsController {
    /** The one network so far whose accounts are authorised through an application of ours. */
    private static final Platform NETWORK = Platform.WEIBO;

    private final Apps apps;
    private final Pages.Site site;

    AppsController(Apps apps, Pages.Site site) {
        this.apps = apps;
        this.site = site;
    }

    @GetMapping
    String show(Model model) {
        return form(null, false, Map.of(), model);
    }

    private String form(@Nullable String key, boolean advanced, Map<String, String> errors, Model model) {
        var app = apps.of(NETWORK);
        model.addAttribute(
                "view",
                new AppPage(
                        NETWORK,
                        key == null ? app.map(Apps.App::key).orElse("") : key,
                        app.isPresent(),
                        key == null ? app.filter(Apps.App::advanced).isPresent() : advanced,
                        site.publicUrl() + "/console/connections/return",
                        String.valueOf(java.net.URI.create(site.publicUrl()).getRawAuthority()),
                        errors));
        return "channels/apps/show";
    }

    @PostMapping
    String set(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "false") boolean advanced,
            Page page,
            Model model,
            HttpServletResponse response) {
        return apps.set(NETWORK, key, secret, advanced, page.me()) instanceof Outcome.Refused<Apps.App> refused
                ? form(key, advanced, Forms.errors(refused, page, response), model)
                : "redirect:/console/networks/weibo?said=app-set";
    }
}
