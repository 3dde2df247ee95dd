/** The public pages, their addresses, and the statements by which they read the faces of other modules. */
@NullMarked
package org.lianxin.site.web;

import org.jspecify.annotations.NullMarked;
