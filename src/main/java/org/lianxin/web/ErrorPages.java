package org.lianxin.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Every error as a page in the reader's language or, below {@code /rest/}, as problem details (RFC 9457) with the field's path. Never a
 * stack trace; what went wrong on our side is in the log under the number shown.
 */
@ControllerAdvice
class ErrorPages {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    private final Pages pages;
    private final Renderer renderer;

    ErrorPages(Pages pages, Renderer renderer) {
        this.pages = pages;
        this.renderer = renderer;
    }

    @ExceptionHandler(Refusals.class)
    ResponseEntity<?> refused(Refusals refusal, HttpServletRequest request) {
        Outcome.Refused<?> refused = refusal.refused();
        return answer(request, refused.kind().status(), refused.key(), refused.arguments(), refused.field());
    }

    @ExceptionHandler({MaxUploadSizeExceededException.class, MultipartException.class})
    ResponseEntity<?> tooLarge(HttpServletRequest request) {
        return answer(request, 413, "refused.too-large", List.of(), null);
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<?> unreadable(HttpMessageNotReadableException fault, HttpServletRequest request) {
        return fault.getCause() instanceof KeepableJson.Unkeepable text
                ? answer(request, 422, "refused.unseen-character", List.of(), text.field())
                : answer(request, 400, "refused.unreadable", List.of(), null);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<?> databaseAway(Exception fault, HttpServletRequest request) {
        if (KeepableRequests.tooStrange(fault)) {
            return answer(request, 422, "refused.unkeepable", List.of(), null);
        }
        String number = Long.toString(System.nanoTime(), 36);
        log.error("fault {} on {} {}", number, request.getMethod(), request.getRequestURI(), fault);
        return answer(request, 503, "refused.database", List.of(number), null);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<?> other(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            int status = known.getStatusCode().value();
            return answer(
                    request,
                    status,
                    status == 404 ? "refused.not-found" : status == 405 ? "refused.method" : "refused.unreadable",
                    List.of(),
                    null);
        }
        if (fault.getClass().getName().endsWith("ClientAbortException")
                || fault.getClass().getName().endsWith("AsyncRequestNotUsableException")) {
            return ResponseEntity.status(499).build();
        }
        String number = Long.toString(System.nanoTime(), 36);
        log.error("fault {} on {} {}", number, request.getMethod(), request.getRequestURI(), fault);
        return answer(request, 500, "refused.fault", List.of(number), null);
    }

    ResponseEntity<?> answer(
            HttpServletRequest request,
            int status,
            String key,
            List<Object> arguments,
            @org.jspecify.annotations.Nullable String field) {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
        if (path.startsWith("/rest/")) {
            return problem(pages.texts(request), status, key, arguments, field);
        } else if (AppDoor.at(path) && !AppDoor.forPeople(path, request.getHeader(HttpHeaders.ACCEPT))) {
            return ResponseEntity.status(status)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("error", pages.texts(request).of(key, arguments)));
        }
        String html = renderer.page(
                "web/error",
                pages.of(request),
                Map.of("status", status, "sentence", pages.texts(request).of(key, arguments)));
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(new MediaType("text", "html", java.nio.charset.StandardCharsets.UTF_8))
                .body(html);
    }

    static ResponseEntity<ProblemDetail> problem(
            Texts texts,
            int status,
            String key,
            List<Object> arguments,
            @org.jspecify.annotations.Nullable String field) {
        HttpStatus known = HttpStatus.resolve(status);
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:lianxin:" + key));
        problem.setTitle(known == null ? Integer.toString(status) : known.getReasonPhrase());
        problem.setDetail(texts.of(key, arguments));
        if (field != null) {
            problem.setProperty(
                    "errors",
                    List.of(Map.of("pointer", "#/" + field.replace('.', '/'), "detail", texts.of(key, arguments))));
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
