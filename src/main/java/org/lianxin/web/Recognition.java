package org.lianxin.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Port: who sends this request? Identity answers from a session cookie or a bearer token. */
public interface Recognition {

    /** The person behind a live session or token, with the grants of this moment; null for anybody else. */
    @Nullable
    Found recognise(HttpServletRequest request);

    /** {@code byCookie}: the browser attached it by itself, so unsafe requests must also carry the CSRF token. */
    record Found(Person person, boolean byCookie) {}
}
