package org.lianxin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The sign-in filter chain: who asks ({@link Recognition}), the CSRF token of a cookie session, and the headers of every answer. What a
 * person may call is decided by {@link AccessInterceptor}, what they may touch by each service.
 */
@Configuration
class SecurityConfiguration {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String FOUND = Recognition.Found.class.getName();

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            Recognition recognition,
            Pages pages,
            @Lazy ErrorPages errors,
            ObjectProvider<LostForm> lost)
            throws Exception {
        CsrfTokenRequestAttributeHandler plain = new CsrfTokenRequestAttributeHandler();
        plain.setCsrfRequestAttributeName(null);
        return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(c -> c.disable())
                .requestCache(c -> c.disable())
                .logout(c -> c.disable())
                .anonymous(c -> c.disable())
                .headers(h -> h.contentTypeOptions(c -> {})
                        .cacheControl(c -> c.disable())
                        .frameOptions(f -> f.deny())
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN)))
                .csrf(c -> c.csrfTokenRepository(new OfSession(pages))
                        .csrfTokenRequestHandler(plain)
                        .requireCsrfProtectionMatcher(request -> !SAFE.contains(request.getMethod())
                                && request.getAttribute(FOUND) instanceof Recognition.Found found
                                && found.byCookie()))
                .exceptionHandling(e -> e.accessDeniedHandler((request, response, denied) -> {
                    Person person = Pages.person(request);
                    String kept = person == null
                            ? null
                            : lost.stream()
                                    .map(l -> l.keep(request, person))
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse(null);
                    if (kept != null) {
                        response.sendRedirect(kept);
                        return;
                    }
                    var answer = errors.answer(request, 403, "refused.stale-form", List.of(), null);
                    response.setStatus(403);
                    response.setContentType("text/html;charset=UTF-8");
                    response.getOutputStream()
                            .write(Objects.toString(answer.getBody()).getBytes(StandardCharsets.UTF_8));
                }))
                .addFilterBefore(new Recognise(recognition), CsrfFilter.class)
                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                .build();
    }

    /** Finds out who asks, once per request, and sets the content security policy. */
    private static final class Recognise extends OncePerRequestFilter {
        private final Recognition recognition;
        private final SecureRandom random = new SecureRandom();

        Recognise(Recognition recognition) {
            this.recognition = recognition;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String path = request.getRequestURI();
            if (asksWho(path)) {
                recognise(request);
            }
            boolean staff = path.startsWith("/console") || path.startsWith("/sign-in");
            if (staff) {
                byte[] bytes = new byte[16];
                random.nextBytes(bytes);
                String nonce = Base64.getEncoder().encodeToString(bytes);
                request.setAttribute(Pages.NONCE, nonce);
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("Content-Security-Policy", policy("'nonce-" + nonce + "'"));
            } else {
                response.setHeader("Content-Security-Policy", policy("'self'"));
            }
            chain.doFilter(request, response);
        }

        /** Public pages are the same for everybody: whoever writes to us there does so as a citizen, signed in beside it or not. */
        private static boolean asksWho(String path) {
            return path.equals("/console")
                    || path.startsWith("/console/")
                    || path.startsWith("/rest/")
                    || path.startsWith("/sign-");
        }

        /** Where the database cannot say who asks, the request goes on to the one place that answers faults, and no further. */
        private void recognise(HttpServletRequest request) {
            try {
                Recognition.Found found = recognition.recognise(request);
                if (found != null) {
                    request.setAttribute(FOUND, found);
                    request.setAttribute(Person.class.getName(), found.person());
                }
            } catch (DataAccessException | TransactionException away) {
                request.setAttribute(AccessInterceptor.AWAY, away);
            }
        }

        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }
    }

    static String policy(String scripts) {
        return "default-src 'none'; script-src " + scripts
                + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; "
                + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** The token of a cookie session is derived from the session, so nothing has to be kept for it. */
    private record OfSession(Pages pages) implements CsrfTokenRepository {
        @Override
        public CsrfToken generateToken(HttpServletRequest request) {
            Person person = Pages.person(request);
            return new DefaultCsrfToken("X-CSRF-Token", "_csrf", person == null ? "none" : pages.csrf(person));
        }

        @Override
        public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}

        @Override
        public CsrfToken loadToken(HttpServletRequest request) {
            return generateToken(request);
        }
    }
}
