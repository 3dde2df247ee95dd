/** The pages and the resource by which citizens write: the form, its receipt, the lost key. Nothing here decides what may be registered. */
@NullMarked
package org.lianxin.intake.web;

import org.jspecify.annotations.NullMarked;
