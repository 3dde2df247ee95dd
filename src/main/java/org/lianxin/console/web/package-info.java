/** Pages of the console's home and its style guide. */
@NullMarked
package org.lianxin.console.web;

import org.jspecify.annotations.NullMarked;
