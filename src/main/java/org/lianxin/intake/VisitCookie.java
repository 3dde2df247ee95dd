package org.lianxin.intake;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Recognising.Place;
import org.lianxin.web.Pages;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** By which a browser is known as that of a recognised citizen: one cookie, for as long as the visit, and none for whoever never asked for it. */
@Component
public class VisitCookie {
    private static final String NAME = "lianxin_visit";

    private final Visits visits;
    private final Pages.Site site;

    VisitCookie(Visits visits, Pages.Site site) {
        this.visits = visits;
        this.site = site;
    }

    /**
     * How a reader stands.
     *
     * @param inside their browser is one in which they can show who they are
     * @param visiting they have
     */
    public record Standing(Place place, boolean inside, boolean visiting) {}

    /** Empty where nothing of it is offered. */
    public Optional<Standing> standing(HttpServletRequest request) {
        return visits.place()
                .map(place -> new Standing(
                        place, inside(place, request), visitor(request).isPresent()));
    }

    /** The same beside something else, which comes up even where the database cannot say: null then, and where nothing is offered. */
    public @Nullable Standing beside(HttpServletRequest request) {
        try {
            return standing(request).orElse(null);
        } catch (DataAccessException | TransactionException away) {
            return null;
        }
    }

    /** The browser of WeCom (wxwork) calls itself WeChat's and is none: it knows other people. */
    public static boolean inside(Place place, HttpServletRequest request) {
        String agent = String.valueOf(request.getHeader(HttpHeaders.USER_AGENT)).toLowerCase(Locale.ROOT);
        return agent.contains(place.browser().toLowerCase(Locale.ROOT)) && !agent.contains("wxwork");
    }

    public Optional<Visitor> visitor(HttpServletRequest request) {
        return visits.of(value(request, NAME));
    }

    /** Of the visit that the browser brings back, as {@link Visits#name}; whether it lasts is another question. */
    public String name(HttpServletRequest request) {
        return Visits.name(value(request, NAME));
    }

    public void begin(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        give(response, NAME, visits.begin(visitor), visits.length());
    }

    public void end(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        take(response, NAME);
    }

    private void end(HttpServletRequest request) {
        String token = value(request, NAME);
        if (!token.isEmpty()) {
            visits.end(token);
        }
    }

    public void give(HttpServletResponse response, String name, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(site.publicUrl().startsWith("https:"))
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    public void take(HttpServletResponse response, String name) {
        give(response, name, "", Duration.ZERO);
    }

    /** Empty if it is not there. */
    public static String value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && cookie.getValue().length() <= 200) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }
}
