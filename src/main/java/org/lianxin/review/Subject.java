package org.lianxin.review;

import org.jspecify.annotations.Nullable;

/** Port: how a module shows the thing under review. One bean per {@link #type()}. */
public interface Subject {

    /** {@code post}, {@code reply} …: the {@code subjectType} of its requests. */
    String type();

    /** What stands beside the kept bytes on the page where a leader decides; null if the thing is gone. */
    @Nullable Shown show(long subjectId);

    /**
     * @param title of the thing, in its own words
     * @param href the thing's page in the console
     * @param context what it answers, ready to show (the citizen's message of a reply), or empty
     * @param template JTE fragment that shows one kept rendering: parameters {@code page}, {@code bytes} (byte[]), {@code label}
     */
    record Shown(String title, String href, String context, String template) {}
}
