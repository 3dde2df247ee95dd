/**
 * Chains, steps and decisions over kept bytes: what was approved, by whom, under which hash. A module shows its subject through
 * {@link org.lianxin.review.Subject} and hears {@link org.lianxin.review.ReviewPassed}. Nothing here is sent anywhere.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit", "identity", "registry", "media", "notices"})
@NullMarked
package org.lianxin.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
