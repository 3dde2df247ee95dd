/**
 * Everything that comes in: once, numbered with a key, masked. Hands it on to {@link org.lianxin.intake.Receiver} in the same transaction.
 * Never answers anybody.
 */
@ApplicationModule(
        allowedDependencies = {"kernel", "web", "audit", "identity", "registry", "media", "notices", "language"})
@NullMarked
package org.lianxin.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
