package org.lianxin.identity.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Pages;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** What the pages at the door share: cookies, where one may be sent afterwards, and that a form came from our own page. */
@Component
class Door {
    private final Pages.Site site;

    Door(Pages.Site site) {
        this.site = site;
    }

    void give(HttpServletResponse response, String name, String value) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(name, value).build().toString());
    }

    void take(HttpServletResponse response, String name) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(name, "").maxAge(0).build().toString());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String name, String value) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(site.publicUrl().startsWith("https:"));
    }

    static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /** A path of this program, else the console: never another host, however it is spelt, and never the door itself. */
    static String inside(@Nullable String then) {
        boolean ours = then != null
                && then.length() <= 2000
                && then.startsWith("/")
                && !then.startsWith("//")
                && !then.startsWith("/sign-")
                && then.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '{' && c != '}');
        return ours ? Objects.requireNonNull(then) : "/console";
    }

    /**
     * Whether a form without a session comes from a page of ours: browsers say so in {@code Sec-Fetch-Site} or {@code Origin}, and no other
     * site can make them say otherwise. A program that says neither has no victim's browser and is let through.
     */
    boolean isOurs(HttpServletRequest request) {
        String fetched = request.getHeader("Sec-Fetch-Site");
        if (fetched != null) {
            return fetched.equals("same-origin") || fetched.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        String host = request.getHeader("Host");
        return origin.equalsIgnoreCase(originOf(site.publicUrl()))
                || (host != null
                        && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host)));
    }

    private static String originOf(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    static String agent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : agent.replaceAll("\\p{Cntrl}", "");
    }
}
