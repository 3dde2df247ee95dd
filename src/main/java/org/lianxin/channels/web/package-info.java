/** Pages about connections. */
@NullMarked
package org.lianxin.channels.web;

import org.jspecify.annotations.NullMarked;
