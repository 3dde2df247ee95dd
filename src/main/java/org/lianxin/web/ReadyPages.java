package org.lianxin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * The first filter: bytes of public pages made once and written again until something public changes. Keeps answers of handlers that say
 * {@link Open#ready()}, at most {@value #MOST} pages, at most {@value #SECONDS} s (their dates are in words). {@link #changed()} forgets
 * them all after the transaction; a page that was being made meanwhile is not kept.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ReadyPages extends OncePerRequestFilter {
    static final String READY = ReadyPages.class.getName();
    private static final int MOST = 4_000;
    private static final int SECONDS = 30;
    private static final int SMALL = 512 * 1024;

    private final Clock clock;
    private final Map<String, Ready> kept = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    ReadyPages(Clock clock) {
        this.clock = clock;
    }

    private record Ready(
            byte[] plain, byte[] zipped, String type, String tag, String policy, String link, Instant until) {}

    /** Something public changed: within a transaction it takes effect at commit, else at once. */
    public void changed() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    forget();
                }
            });
        } else {
            forget();
        }
    }

    /** This answer hangs on what {@link #changed()} is not called for. */
    public static void notKept(HttpServletRequest request) {
        request.removeAttribute(READY);
    }

    private void forget() {
        generation.incrementAndGet();
        kept.clear();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !(request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                || request.getQueryString() != null
                || path.startsWith("/console")
                || path.startsWith("/rest/")
                || AppDoor.at(path)
                || path.startsWith("/assets/")
                || path.startsWith("/media/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getRequestURI();
        Ready ready = kept.get(key);
        if (ready != null && ready.until().isAfter(clock.instant())) {
            write(ready, request, response);
            return;
        }
        long before = generation.get();
        ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
        chain.doFilter(request.getMethod().equals("HEAD") ? asGet(request) : request, copy);
        if (request.getAttribute(READY) == null || copy.getStatus() != 200 || copy.getContentSize() > SMALL) {
            copy.copyBodyToResponse();
            return;
        }
        Ready made = make(copy);
        if (generation.get() == before) {
            if (kept.size() >= MOST) {
                kept.clear();
            }
            kept.put(key, made);
            if (generation.get() != before) {
                kept.remove(key, made);
            }
        }
        write(made, request, response);
    }

    /** The page is made in full; the container leaves its body out. */
    private static HttpServletRequest asGet(HttpServletRequest head) {
        return new HttpServletRequestWrapper(head) {
            @Override
            public String getMethod() {
                return "GET";
            }
        };
    }

    private Ready make(ContentCachingResponseWrapper copy) throws IOException {
        byte[] plain = copy.getContentAsByteArray();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        String type = copy.getContentType();
        return new Ready(
                plain,
                zipped.toByteArray(),
                type == null ? "text/html;charset=UTF-8" : type,
                Hash.sha256(plain).substring(0, 20),
                SecurityConfiguration.policy("'self'"),
                Optional.ofNullable(copy.getHeader("Link")).orElse(""),
                clock.instant().plusSeconds(SECONDS));
    }

    private static void write(Ready ready, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean zip = accepts(request.getHeader("Accept-Encoding"));
        String tag = "\"" + ready.tag() + (zip ? "-z\"" : "\"");
        response.setHeader("Cache-Control", "public, max-age=0, must-revalidate");
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setHeader("Content-Security-Policy", ready.policy());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        if (!ready.link().isEmpty()) {
            response.setHeader("Link", ready.link());
        }
        response.setContentType(ready.type());
        byte[] bytes = zip ? ready.zipped() : ready.plain();
        if (zip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static boolean accepts(@Nullable String encodings) {
        return encodings != null && encodings.contains("gzip");
    }
}
