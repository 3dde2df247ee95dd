package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.Profile;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Forms;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in for somebody new, or who forgot: a link that sets a password once. Opening it changes nothing, so a mail scanner uses nothing up. */
@Controller
@Open
class LinkController {
    private final Credentials credentials;
    private final Door door;

    LinkController(Credentials credentials, Door door) {
        this.credentials = credentials;
        this.door = door;
    }

    @GetMapping("/sign-in/link/{secret}")
    String show(@PathVariable String secret, HttpServletResponse response, Model model) {
        return page(secret, Map.of(), response, model);
    }

    @PostMapping("/sign-in/link/{secret}")
    String set(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!door.isOurs(request)) {
            throw Refusals.notAllowed();
        }
        return switch (credentials.redeem(Credentials.LINK + secret, password)) {
            case Outcome.Done<Profile> done -> "redirect:/sign-in?said=password-set";
            case Outcome.Refused<Profile> refused -> {
                boolean over = refused.kind() == Outcome.Kind.NOT_FOUND;
                yield page(secret, over ? Map.of() : Forms.errors(refused, page, response), response, model);
            }
        };
    }

    private String page(String secret, Map<String, String> errors, HttpServletResponse response, Model model) {
        Optional<Profile> who = credentials.owner(Credentials.LINK + secret);
        if (who.isEmpty()) {
            response.setStatus(404);
            return "identity/signin/over";
        }
        model.addAttribute("who", who.get());
        model.addAttribute("action", Credentials.LINK + secret);
        model.addAttribute("errors", errors);
        return "identity/signin/link";
    }
}
