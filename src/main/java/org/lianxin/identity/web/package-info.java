/** Pages and calls of signing in, of a person's own settings and of the people. */
@NullMarked
package org.lianxin.identity.web;

import org.jspecify.annotations.NullMarked;
