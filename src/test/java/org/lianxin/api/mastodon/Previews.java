package org.lianxin.api.mastodon;

import org.springframework.context.ApplicationContext;

/** Addresses of pictures that are not public. */
public final class Previews {
    private Previews() {}

    public static String of(ApplicationContext context, String hash) {
        return context.getBean(MediaJson.class).preview(hash);
    }
}
