/**
 * The matrix: units in a tree, their accounts and team, stand-ins, positioning, the life of an account, the import of tables.
 * Fills {@link org.lianxin.identity.Grants}. Publishes nothing itself.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit", "identity"})
@NullMarked
package org.lianxin.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
