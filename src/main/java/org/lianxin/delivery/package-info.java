/**
 * The outbox: claims a delivery, attempts it, confirms or reconciles it. Sends exactly the bytes that a review kept, at most once.
 * Knows connectors only by their capabilities.
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
            "review"
        })
@NullMarked
package org.lianxin.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
