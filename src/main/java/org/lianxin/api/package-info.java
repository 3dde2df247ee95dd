/**
 * What the REST interface has in common: the address of its document, problem details, foreign protocols later.
 * Resources of a noun lie in that noun’s module.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit", "identity", "registry", "media", "notices"})
@NullMarked
package org.lianxin.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
