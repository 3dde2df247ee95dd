/**
 * One folder per network. A connector says by the interfaces it implements what its network can do.
 * {@code site} owns the published pages that the public site reads; {@code sandbox} is the scripted network of demos and tests.
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
            "delivery",
            "intake"
        })
@NullMarked
package org.lianxin.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
