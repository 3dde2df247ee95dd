/**
 * Public pages that compose several modules: home, sections, directory, units, answered questions, feeds.
 * Reads faces only, writes nothing.
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
            "channels",
            "federation",
            "delivery",
            "publishing",
            "cases",
            "intake"
        })
@NullMarked
package org.lianxin.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
