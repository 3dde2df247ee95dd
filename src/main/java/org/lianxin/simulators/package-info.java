/**
 * Strict stand-ins for outside networks, run as processes of their own with a journal of their own. Imported by nobody, imports nothing of Lianxin.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.lianxin.simulators;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
