package org.lianxin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * The net under what a person can send that no database keeps, NUL above all. A question that has one in it finds nothing and is told so here;
 * a form checks its own fields, because only it can show them again, and what it forgets is recognised by the database's answer.
 */
final class KeepableRequests implements HandlerInterceptor {
    /** How PostgreSQL refuses a character: in a text, in a document. */
    private static final Set<String> STRANGE = Set.of("22021", "22P05");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean asks = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (asks
                && request.getParameterMap().values().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(Unseen::unkeepable)) {
            Refusals.orRefuse(Outcome.refused(Outcome.Kind.INVALID, "refused.unkeepable"));
        }
        return true;
    }

    /** Whether a fault of the database is only that: it is there, and will never take this. */
    static boolean tooStrange(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && STRANGE.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
