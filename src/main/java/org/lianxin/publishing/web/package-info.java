/** Pages and REST resources of posts, the calendar, the publication register and the sections. */
@NullMarked
package org.lianxin.publishing.web;

import org.jspecify.annotations.NullMarked;
