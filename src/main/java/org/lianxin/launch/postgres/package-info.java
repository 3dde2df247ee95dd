/**
 * The database that comes along: PostgreSQL's own binaries, unpacked beside the data, started, watched, adopted and stopped. A
 * <em>cluster</em> is PostgreSQL's data folder, the <em>postmaster</em> its first process. Durable by default and reachable from
 * this machine only; knows nothing of what Lianxin keeps in it.
 */
@NullMarked
package org.lianxin.launch.postgres;

import org.jspecify.annotations.NullMarked;
