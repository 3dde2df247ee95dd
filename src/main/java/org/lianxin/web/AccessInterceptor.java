package org.lianxin.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Reads {@link Access}, {@link ForApps} and {@link Open}; whatever carries none of them is refused. */
@Component
class AccessInterceptor implements HandlerInterceptor {
    /** The exception for which nobody could find out who asks: then nobody is let in, and nobody is told to sign in. */
    static final String AWAY = AccessInterceptor.class.getName() + ".away";

    private final Doors doors;
    private final ObjectProvider<AppDoor> apps;

    AccessInterceptor(Doors doors, ObjectProvider<AppDoor> apps) {
        this.doors = doors;
        this.apps = apps;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // what goes on after its request was let in asks a second time only to end
        if (handler instanceof ResourceHttpRequestHandler || request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        if (request.getAttribute(AWAY) instanceof RuntimeException away) {
            throw away;
        }
        if (!(handler instanceof HandlerMethod method)) {
            throw Refusals.notFound();
        }
        Open open = find(method, Open.class);
        if (open != null && open.ready()) {
            request.setAttribute(ReadyPages.READY, true);
        }
        // the document of the interface is public
        if (open != null || method.getBeanType().getName().startsWith("org.springdoc.")) {
            return true;
        }
        ForApps forApps = find(method, ForApps.class);
        if (forApps != null) {
            AppDoor door = apps.getIfAvailable();
            if (door == null) {
                throw Refusals.notAllowed();
            }
            return door.lets(request, response, forApps.value());
        }
        Access access = find(method, Access.class);
        if (access == null) {
            throw Refusals.notAllowed();
        }
        Person person = Pages.person(request);
        if (person == null) {
            return demandSignIn(request, response);
        }
        if (!doors.let(person, access)) {
            throw Refusals.notAllowed();
        }
        return true;
    }

    private static boolean demandSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().startsWith("/rest/")) {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setContentType("application/problem+json");
            response.getWriter()
                    .write("{\"type\":\"urn:lianxin:refused.sign-in\",\"title\":\"Unauthorized\",\"status\":401}");
            return false;
        }
        String query = request.getQueryString();
        String target = request.getMethod().equals("GET")
                ? request.getRequestURI() + (query == null ? "" : "?" + query)
                : "/console";
        response.sendRedirect("/sign-in?then=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
        return false;
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        A onMethod = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
        if (onMethod != null) {
            return onMethod;
        }
        // a method's own annotation of either kind overrides the class's
        boolean other = AnnotatedElementUtils.hasAnnotation(method.getMethod(), Access.class)
                || AnnotatedElementUtils.hasAnnotation(method.getMethod(), ForApps.class)
                || AnnotatedElementUtils.hasAnnotation(method.getMethod(), Open.class);
        return other ? null : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }
}
