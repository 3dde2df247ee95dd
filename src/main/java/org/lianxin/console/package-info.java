/**
 * The home of staff: what waits for me, merged by deadline from every {@link org.lianxin.web.Waiting}; the style guide.
 * Holds no data of its own.
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
            "review",
            "delivery",
            "publishing",
            "cases"
        })
@NullMarked
package org.lianxin.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
