package org.lianxin.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a handler at all. An empty list of roles means any signed-in person; {@code admin} adds or, with no roles, demands
 * administrators. The unit is checked by the service behind it. A handler without this or {@link Open} is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {
    Role[] value() default {};

    boolean admin() default false;

    /** In a demo anybody signed in may look: what is shown there is nobody's. */
    boolean everybodyInDemo() default false;
}
