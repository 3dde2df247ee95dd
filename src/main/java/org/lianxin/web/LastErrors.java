package org.lianxin.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What no handler met, such as a request the container refuses: answered like every other error. */
@Controller
@Open
class LastErrors implements ErrorController {
    private final ErrorPages errors;

    LastErrors(ErrorPages errors) {
        this.errors = errors;
    }

    @RequestMapping("/error")
    ResponseEntity<?> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
        String key = switch (status) {
            case 403 -> "refused.not-allowed";
            case 404 -> "refused.not-found";
            case 405 -> "refused.method";
            case 413 -> "refused.too-large";
            default -> status < 500 ? "refused.unreadable" : "refused.fault";
        };
        List<Object> arguments = status < 500 ? List.of() : List.of(Long.toString(System.nanoTime(), 36));
        return errors.answer(request, status, key, arguments, null);
    }
}
