/**
 * Tells people what waits for them: e-mail with an outbox of its own. Holds no personal data of citizens beyond the address it writes to.
 * Never decides anything.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit", "identity"})
@NullMarked
package org.lianxin.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
