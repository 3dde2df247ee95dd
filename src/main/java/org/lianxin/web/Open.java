package org.lianxin.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Anyone may call this handler, signed in or not. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Open {
    /** The bytes are the same for everybody and may be kept ready by {@link ReadyPages} until something public changes. */
    boolean ready() default false;
}
