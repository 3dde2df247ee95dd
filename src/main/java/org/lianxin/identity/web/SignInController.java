package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.SignIn;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The door: login and password, the code, and out again. */
@Controller
@Open
class SignInController {
    private final SignIn signIn;
    private final Door door;
    private final DemoNames demo;

    SignInController(SignIn signIn, Door door, DemoNames demo) {
        this.signIn = signIn;
        this.door = door;
        this.demo = demo;
    }

    @GetMapping("/sign-in")
    String show(@Nullable Person person, @RequestParam(defaultValue = "") String then, Model model) {
        return person != null ? "redirect:" + Door.inside(then) : form(model, "", then, "");
    }

    @PostMapping("/sign-in")
    String enter(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String then,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!door.isOurs(request)) {
            throw Refusals.notAllowed();
        }
        if (login.isBlank() || password.isEmpty()) {
            response.setStatus(422);
            return form(model, login, then, page.t.of("identity.sign-in.missing"));
        }
        SignIn.Answer answer = signIn.password(login, password, request.getRemoteAddr(), Door.agent(request));
        if (answer instanceof SignIn.Refused refused) {
            response.setStatus(422);
            return form(model, login, then, page.t.of(refused.key()));
        }
        return go(answer, then, response, model);
    }

    @GetMapping("/sign-in/code")
    String code(@RequestParam(defaultValue = "") String then, HttpServletRequest request, Model model) {
        return codeForm(request, then, null, model);
    }

    @PostMapping("/sign-in/code")
    String enterCode(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String then,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!door.isOurs(request)) {
            throw Refusals.notAllowed();
        }
        String step = Door.cookie(request, SignIn.STEP_COOKIE);
        SignIn.Answer answer = step == null
                ? new SignIn.Refused("identity.code.over", true)
                : signIn.code(step, code, request.getRemoteAddr(), Door.agent(request));
        if (answer instanceof SignIn.Refused refused) {
            response.setStatus(422);
            return refused.over()
                    ? form(model, "", then, page.t.of(refused.key()))
                    : codeForm(request, then, page.t.of(refused.key()), model);
        }
        door.take(response, SignIn.STEP_COOKIE);
        return go(answer, then, response, model);
    }

    /** Out: from this browser only; other sessions are ended on the person's own page. */
    @PostMapping("/sign-out")
    String out(HttpServletRequest request, HttpServletResponse response) {
        String cookie = Door.cookie(request, SignIn.COOKIE);
        if (cookie != null) {
            signIn.out(cookie);
        }
        door.take(response, SignIn.COOKIE);
        return "redirect:/sign-in?said=signed-out";
    }

    private String go(SignIn.Answer answer, String then, HttpServletResponse response, Model model) {
        return switch (answer) {
            case SignIn.Entered entered -> {
                door.give(response, SignIn.COOKIE, entered.cookie());
                yield "redirect:" + Door.inside(then);
            }
            case SignIn.CodeAsked asked -> {
                door.give(response, SignIn.STEP_COOKIE, asked.cookie());
                yield "redirect:/sign-in/code?then=" + URLEncoder.encode(Door.inside(then), StandardCharsets.UTF_8);
            }
            case SignIn.Shut shut -> {
                response.setStatus(429);
                model.addAttribute("shut", shut);
                yield "identity/signin/shut";
            }
            case SignIn.Refused refused -> throw new IllegalStateException(refused.key());
        };
    }

    private String form(Model model, String login, String then, String error) {
        model.addAttribute("login", login);
        model.addAttribute("then", then.isEmpty() ? "" : Door.inside(then));
        model.addAttribute("error", error);
        model.addAttribute("names", demo.list());
        model.addAttribute("demoPassword", demo.password());
        model.addAttribute("demoLetter", demo.letter());
        return "identity/signin/show";
    }

    private String codeForm(HttpServletRequest request, String then, @Nullable String error, Model model) {
        String step = Door.cookie(request, SignIn.STEP_COOKIE);
        String login = step == null ? null : signIn.loginAtCode(step);
        if (login == null) {
            return "redirect:/sign-in?then=" + URLEncoder.encode(Door.inside(then), StandardCharsets.UTF_8);
        }
        model.addAttribute("login", login);
        model.addAttribute("then", Door.inside(then));
        model.addAttribute("error", error);
        return "identity/signin/code";
    }
}
