/** Backup and restore: the database as one snapshot, the media beside it, the key apart. */
@NullMarked
package org.lianxin.launch.backup;

import org.jspecify.annotations.NullMarked;
