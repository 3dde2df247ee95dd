/**
 * People and how they prove who they are: passwords, one-time codes, sessions, bearer tokens. What a person may do comes from the
 * port {@link org.lianxin.identity.Grants}. Never decides about content.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit"})
@NullMarked
package org.lianxin.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
