package org.lianxin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Port: which apps may speak for a person here. Below {@code /api/} and {@code /oauth/} it decides alone. */
public interface AppDoor {

    /** Whether the app behind this request may call what asks for one of these scopes; if not, the answer has been written. */
    boolean lets(HttpServletRequest request, HttpServletResponse response, String scopes) throws IOException;

    /** Addresses that the apps of the fediverse have built in: every answer there is JSON, also one that says no. */
    static boolean at(String path) {
        return path.startsWith("/api/") || path.equals("/api") || path.startsWith("/oauth/") || path.equals("/oauth");
    }

    /** The one address among them to which an app sends a person: a browser gets a page there, also for what is wrong. */
    static boolean forPeople(String path, @Nullable String accept) {
        return path.equals("/oauth/authorize") && accept != null && accept.contains("text/html");
    }
}
