/**
 * The frame of every page: who asks ({@link org.lianxin.web.Person}), which language and texts, errors, ready bytes for public
 * pages, and the ports by which modules join the console. Holds no business rule and reads no table of a module.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.lianxin.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
