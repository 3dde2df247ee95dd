package org.lianxin.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.KeptForms;
import org.lianxin.identity.SignIn;
import org.lianxin.kernel.Ids;
import org.lianxin.web.LostForm;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Nothing written in the console is lost because a session ended meanwhile: what is posted with the cookie of an ended session, or with the
 * form token of an earlier one, is kept and given back at {@code /console/kept}. A script that saves by itself is told 401 after its text has
 * been kept. Stands behind the sign-in chain.
 */
@Component
class KeepForms extends OncePerRequestFilter implements LostForm {
    /** In the query of a form that is carried on: which kept one it is; it is dropped once the form has been taken. */
    static final String CARRIED = "_kept";

    private final KeptForms forms;
    private final Door door;

    KeepForms(KeptForms forms, Door door) {
        this.forms = forms;
        this.door = door;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().startsWith("/console/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(Person.class.getName()) instanceof Person person) {
            chain.doFilter(request, response);
            if (response.getStatus() < 400 && response.getStatus() >= 300) {
                carried(request).ifPresent(id -> forms.drop(id, person));
            }
            return;
        }
        String cookie = Door.cookie(request, SignIn.COOKIE);
        Long owner = cookie == null ? null : forms.owner(cookie);
        if (owner == null || !keep(request, owner)) {
            chain.doFilter(request, response);
        } else if (isScript(request)) {
            response.setStatus(401);
        } else {
            response.sendRedirect("/sign-in?then=/console/kept&said=text-kept");
        }
    }

    @Override
    public @Nullable String keep(HttpServletRequest request, Person person) {
        boolean console =
                request.getMethod().equals("POST") && request.getRequestURI().startsWith("/console/");
        return console && !isScript(request) && keep(request, person.id())
                ? "/console/kept?said=text-kept-again"
                : null;
    }

    private boolean keep(HttpServletRequest request, long person) {
        return door.isOurs(request) && forms.keep(person, address(request), fields(request), hasFiles(request));
    }

    private static boolean isScript(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return mode != null && !mode.equals("navigate");
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        String plain = query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(p -> !p.startsWith(CARRIED + "="))
                        .collect(java.util.stream.Collectors.joining("&"));
        return request.getRequestURI() + (plain.isEmpty() ? "" : "?" + plain);
    }

    private static java.util.Optional<Long> carried(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null
                ? java.util.Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(p -> p.startsWith(CARRIED + "="))
                        .map(p -> Ids.parse(p.substring(CARRIED.length() + 1)))
                        .filter(java.util.OptionalLong::isPresent)
                        .map(java.util.OptionalLong::getAsLong)
                        .findFirst();
    }

    /** The fields of the body; what stands in the query stays in the address. */
    private static List<KeptForms.Field> fields(HttpServletRequest request) {
        String query = request.getQueryString();
        var inQuery = UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        List<KeptForms.Field> fields = new ArrayList<>();
        for (Map.Entry<String, String[]> entry : request.getParameterMap().entrySet()) {
            int skip = inQuery.getOrDefault(entry.getKey(), List.of()).size();
            Arrays.stream(entry.getValue())
                    .skip(skip)
                    .forEach(value -> fields.add(new KeptForms.Field(entry.getKey(), value)));
        }
        return fields;
    }

    private static boolean hasFiles(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || !type.startsWith("multipart/")) {
            return false;
        }
        try {
            for (Part part : request.getParts()) {
                String name = part.getSubmittedFileName();
                if (name != null && !name.isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (IOException | ServletException | IllegalStateException broken) {
            return true;
        }
    }
}
