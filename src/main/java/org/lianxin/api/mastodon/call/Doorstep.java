package org.lianxin.api.mastodon.call;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lianxin.web.AppDoor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What apps take for granted: an address with a slash at its end is the same address, and a script of any page may ask. Nobody is known here by
 * a cookie, so no page can ask in somebody's name.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class Doorstep extends OncePerRequestFilter {
    private static final String SHOWN =
            "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, WWW-Authenticate";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !AppDoor.at(path) && !path.startsWith("/.well-known/oauth-authorization-server");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!plain.equals("/oauth/authorize")) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            response.setHeader("Access-Control-Expose-Headers", SHOWN);
            if (request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
                response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
                response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
                response.setHeader("Access-Control-Max-Age", "86400");
                response.setStatus(204);
                return;
            }
        }
        chain.doFilter(plain.equals(path) ? request : new At(request, plain), response);
    }

    /** The same request at another spelling of its address. */
    private static final class At extends HttpServletRequestWrapper {
        private final String path;

        At(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            return url.charAt(url.length() - 1) == '/' ? url.deleteCharAt(url.length() - 1) : url;
        }
    }
}
