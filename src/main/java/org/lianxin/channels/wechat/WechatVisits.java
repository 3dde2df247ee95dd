package org.lianxin.channels.wechat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatRecognising.Shown;
import org.lianxin.intake.VisitCookie;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * A citizen goes to WeChat and comes back recognised, inside WeChat's own browser. Language and print stand in the address to which WeChat
 * leads back. Whatever goes wrong is said in a sentence, with number and key as the other way.
 */
@Controller
@Open
class WechatVisits {
    private static final String COOKIE = "lianxin_way";
    /** So many codes are asked for at a time; whoever comes then is told to try again. */
    private static final int AT_ONCE = 20;

    private final WechatRecognising recognising;
    private final WechatWays ways;
    private final VisitCookie visit;
    private final WechatVisitSettings settings;
    private final Semaphore room = new Semaphore(AT_ONCE);

    WechatVisits(WechatRecognising recognising, WechatWays ways, VisitCookie visit, WechatVisitSettings settings) {
        this.recognising = recognising;
        this.ways = ways;
        this.visit = visit;
        this.settings = settings;
    }

    private Connection on() {
        return recognising.connection().orElseThrow(Refusals::notFound);
    }

    /** To WeChat, with its parameters in the order in which it compares them. */
    @GetMapping(WechatRecognising.PATH)
    @Nullable
    String depart(Page page, Model model, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Connection account = on();
        response.setHeader("Cache-Control", "no-store");
        if (!VisitCookie.inside(recognising.place().orElseThrow(Refusals::notFound), request)) {
            return failed("outside", 403, account, model, response);
        }
        String secret = ways.secret();
        visit.give(response, COOKIE, secret, WechatWays.GOOD);
        String back = page.site.publicUrl() + page.href(WechatRecognising.PATH + "/back");
        response.sendRedirect(settings.open().resolve("/connect/oauth2/authorize") + "?appid=" + account.remoteId()
                + "&redirect_uri=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
                + "&response_type=code&scope=snsapi_base&state=" + ways.state(secret) + "#wechat_redirect");
        return null;
    }

    @GetMapping(WechatRecognising.PATH + "/back")
    String back(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            Page page,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Connection account = on();
        response.setHeader("Cache-Control", "no-store");
        String letters = "redirect:" + page.href("/letters");
        WechatWays.Back way = ways.back(state, VisitCookie.value(request, COOKIE));
        if (way == WechatWays.Back.AGAIN) {
            // the first of the two may still be asking who they are
            return letters;
        } else if (way == WechatWays.Back.FOREIGN) {
            // led back twice, one after the other, who is recognised by then stays who they are
            return visit.visitor(request).isPresent() ? letters : failed("foreign", 403, account, model, response);
        }
        visit.take(response, COOKIE);
        if (code.isEmpty()) {
            return failed("refused", 403, account, model, response);
        } else if (ways.tooManyWrong(request.getRemoteAddr())) {
            return failed("too-many", 429, account, model, response);
        }
        return switch (shown(account, code)) {
            case Shown.By by -> {
                visit.begin(by.visitor(), request, response);
                yield letters;
            }
            case Shown.Nobody nobody -> {
                ways.wrong(request.getRemoteAddr());
                yield failed("code", 403, account, model, response);
            }
            case Shown.Half half -> failed("half", 403, account, model, response);
            case Shown.Away away -> failed("away", 503, account, model, response);
        };
    }

    private Shown shown(Connection account, String code) {
        if (!room.tryAcquire()) {
            return new Shown.Away();
        }
        try {
            return recognising.show(account, code);
        } finally {
            room.release();
        }
    }

    /** WeChat looks here before it leads anybody back to this domain. */
    @ResponseBody
    @GetMapping(path = "/MP_verify_{proof}.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    String proof(@PathVariable String proof) {
        if (settings.domainProof().isEmpty() || !settings.domainProof().equals(proof)) {
            throw Refusals.notFound();
        }
        return proof;
    }

    private static String failed(
            String why, int status, Connection account, Model model, HttpServletResponse response) {
        response.setStatus(status);
        model.addAttribute("why", why);
        model.addAttribute("account", account.remoteName());
        return "channels/visits/failed";
    }
}
