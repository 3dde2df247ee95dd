package org.lianxin.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Port: a form came with the token of a session that is over. Identity keeps what was written. */
public interface LostForm {

    /** Keeps the form of a person who is signed in again; returns where it can be carried on, or null if nothing could be kept. */
    @Nullable
    String keep(HttpServletRequest request, Person person);
}
