/**
 * Commands, the embedded database, the demo city. The only module that may see all others.
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
            "intake",
            "channels",
            "publishing",
            "cases",
            "simulators"
        })
@NullMarked
package org.lianxin.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
