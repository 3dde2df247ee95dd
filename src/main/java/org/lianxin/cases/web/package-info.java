/** Console pages of letters, the public way to follow one, and both as REST resources. */
@NullMarked
package org.lianxin.cases.web;

import org.jspecify.annotations.NullMarked;
