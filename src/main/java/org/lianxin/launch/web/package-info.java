/** The one address of the program itself. */
@NullMarked
package org.lianxin.launch.web;

import org.jspecify.annotations.NullMarked;
