/**
 * A citizen’s message on its way to an answer: routing, deadlines that explain themselves, reviewed replies, rating, reopening.
 * Every message is ordinary work; none is weighed by its tone or its author.
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
            "intake"
        })
@NullMarked
package org.lianxin.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
