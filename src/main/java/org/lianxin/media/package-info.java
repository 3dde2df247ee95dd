/**
 * Uploads: pictures decoded and encoded anew, videos sniffed, sizes made, files kept by their hash.
 * Never hands out a byte that it has not written itself.
 */
@ApplicationModule(allowedDependencies = {"kernel", "web", "audit"})
@NullMarked
package org.lianxin.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
