/** The demo city: units, accounts, people, posts and citizens' messages, all through the services that the screens use. */
@NullMarked
package org.lianxin.launch.city;

import org.jspecify.annotations.NullMarked;
