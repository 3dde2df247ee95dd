/** The board of deliveries, the page of one, and the same for programs. */
@NullMarked
package org.lianxin.delivery.web;

import org.jspecify.annotations.NullMarked;
