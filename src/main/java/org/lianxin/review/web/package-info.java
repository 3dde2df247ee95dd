/** Pages and REST resources of reviews and chains. */
@NullMarked
package org.lianxin.review.web;

import org.jspecify.annotations.NullMarked;
