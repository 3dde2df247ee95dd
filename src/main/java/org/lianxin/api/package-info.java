/**
 * How programs speak with us: what the REST interface has in common, and the interface that apps of the fediverse have built in
 * ({@code mastodon}). Resources of a noun lie in that noun’s module; nothing goes out by an app but through the review chain.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "web",
            "audit",
            "identity",
            "registry",
            "media",
            "notices",
            "language",
            "review",
            "delivery",
            "channels",
            "intake",
            "federation",
            "publishing",
            "cases"
        })
@NullMarked
package org.lianxin.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
