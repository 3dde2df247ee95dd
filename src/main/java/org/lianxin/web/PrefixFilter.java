package org.lianxin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes {@link Prefix} off the address, so that every handler knows its page by one path. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PrefixFilter extends OncePerRequestFilter {
    static final String PREFIX = PrefixFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Prefix prefix = Prefix.of(request.getRequestURI());
        request.setAttribute(PREFIX, prefix);
        if (prefix.equals(Prefix.NONE)) {
            chain.doFilter(request, response);
            return;
        }
        String rest = request.getRequestURI().substring(prefix.text().length());
        String path = rest.isEmpty() ? "/" : rest;
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
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
                        int start = url.indexOf("/", url.indexOf("//") + 2);
                        return start < 0 ? url : url.replace(start, url.length(), path);
                    }
                },
                response);
    }

    static Prefix of(HttpServletRequest request) {
        return request.getAttribute(PREFIX) instanceof Prefix prefix ? prefix : Prefix.NONE;
    }
}
