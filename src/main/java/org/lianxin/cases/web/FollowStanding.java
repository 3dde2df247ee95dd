package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.VisitCookie;
import org.lianxin.intake.VisitCookie.Standing;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Where number and key are asked for, the other way is shown to whoever can go it. */
@ControllerAdvice(assignableTypes = FollowController.class)
class FollowStanding {
    private final VisitCookie visit;

    FollowStanding(VisitCookie visit) {
        this.visit = visit;
    }

    @ModelAttribute("standing")
    @Nullable
    Standing standing(HttpServletRequest request) {
        return visit.beside(request);
    }
}
