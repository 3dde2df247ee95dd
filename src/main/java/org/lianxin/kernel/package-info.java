/**
 * What every module needs and nothing else: ids, the one clock, the working calendar, hashing and encryption, paging,
 * outcomes. Each type is about a page long. Knows no module, no page and no person.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.lianxin.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
