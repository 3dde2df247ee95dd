/**
 * Checks of a text while it is written, and the masking of personal data. Other modules add checks through
 * {@link org.lianxin.language.Check}. Advises; never blocks and never changes a text.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit"})
@NullMarked
package org.lianxin.language;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
