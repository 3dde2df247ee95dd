/**
 * The chained trail of who did what. Events that implement {@link org.lianxin.audit.Audited} are written in the transaction that made
 * them and sealed into a chain within a second. Nothing here is ever changed or deleted.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web"})
@NullMarked
package org.lianxin.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
