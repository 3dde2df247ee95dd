/**
 * The micro-site as a network: publishes into this very database, which the public site reads. A page is a post on an account or an
 * answer; every delivery leaves a version. Never shows a reply without the citizen's consent, and keeps no public word of what was
 * withdrawn.
 */
@NullMarked
package org.lianxin.channels.site;

import org.jspecify.annotations.NullMarked;
