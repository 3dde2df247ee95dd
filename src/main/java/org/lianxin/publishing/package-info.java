/**
 * Posts from draft to register: working copy, immutable revisions, sections, calendar, corrections and withdrawals.
 * Asks review for approval and delivery for sending; never sends by itself.
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
            "delivery"
        })
@NullMarked
package org.lianxin.publishing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
