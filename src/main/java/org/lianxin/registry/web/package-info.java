/** Pages and REST resources of units, accounts and team, and of the tables by which they come in and go out. */
@NullMarked
package org.lianxin.registry.web;

import org.jspecify.annotations.NullMarked;
