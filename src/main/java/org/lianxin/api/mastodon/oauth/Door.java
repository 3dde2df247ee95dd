package org.lianxin.api.mastodon.oauth;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Pace;
import org.lianxin.kernel.Networks;
import org.lianxin.web.AppDoor;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Stands before every address of the apps: finds out who asks, keeps the pace, and lets in whoever has the scope. */
@Component
class Door implements AppDoor, HandlerInterceptor {
    private static final String FOUND = Callers.Found.class.getName();

    private final Callers callers;
    private final Pace pace;
    private final Pages pages;

    Door(Callers callers, Pace pace, Pages pages) {
        this.callers = callers;
        this.pace = pace;
        this.pages = pages;
    }

    /** Before anything else: a call that is refused counts as well. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!AppDoor.at(request.getRequestURI()) || request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        Callers.Found found = callers.of(request);
        String address = "address " + Networks.of(request.getRemoteAddr());
        String who = address;
        if (found != null) {
            request.setAttribute(FOUND, found);
        }
        boolean known = false;
        if (found instanceof Callers.Known(Caller caller)) {
            request.setAttribute(Caller.FOUND, caller);
            // an app alone has as many tokens as it makes apps known
            known = caller.somebody();
            who = known ? "token " + caller.token() : who;
        }
        return take(known ? Pace.Of.CALLS : Pace.Of.VISITS, who, request, response)
                && (!(known && brings(request)) || take(Pace.Of.MEDIA, who, request, response))
                && (!isNew(request) || take(Pace.Of.APPS, address, request, response));
    }

    private static boolean brings(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().endsWith("/media");
    }

    private static boolean isNew(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().endsWith("/apps");
    }

    private boolean take(Pace.Of of, String who, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Pace.Taken taken = pace.take(of, who);
        response.setIntHeader("X-RateLimit-Limit", taken.limit());
        response.setIntHeader("X-RateLimit-Remaining", taken.remaining());
        response.setHeader("X-RateLimit-Reset", Json.moment(taken.reset()));
        return taken.granted() || no(request, response, 429, "apps.too-fast");
    }

    @Override
    public boolean lets(HttpServletRequest request, HttpServletResponse response, String scopes) throws IOException {
        @Nullable Object found = request.getAttribute(FOUND);
        if (found instanceof Callers.Known(Caller caller)) {
            return caller.scopes().cover(scopes) || no(request, response, 403, "apps.scope-missing");
        } else if (found instanceof Callers.Barred) {
            return no(request, response, 403, "apps.writes-no-more");
        }
        response.setHeader("WWW-Authenticate", found == null ? "Bearer" : "Bearer error=\"invalid_token\"");
        return no(request, response, 401, found == null ? "apps.token-missing" : "apps.token-invalid");
    }

    private boolean no(HttpServletRequest request, HttpServletResponse response, int status, String key)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(Json.write(
                                Json.object().put("error", pages.texts(request).of(key)))
                        .getBytes(StandardCharsets.UTF_8));
        return false;
    }
}
