/** The page of the outbox. */
@NullMarked
package org.lianxin.notices.web;

import org.jspecify.annotations.NullMarked;
