package org.lianxin.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.VisitCookie;
import org.lianxin.intake.VisitCookie.Standing;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Whether whoever writes is recognised: the pages say where the letter will stand. */
@ControllerAdvice(assignableTypes = {AskController.class, ReceiptController.class})
class StandingAdvice {
    private final VisitCookie visit;

    StandingAdvice(VisitCookie visit) {
        this.visit = visit;
    }

    @ModelAttribute("standing")
    @Nullable
    Standing standing(HttpServletRequest request) {
        return visit.beside(request);
    }
}
