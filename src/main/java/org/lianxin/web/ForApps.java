package org.lianxin.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only an app that a person has let in may call this handler ({@link AppDoor} finds out), with one of these scopes, apart by spaces; with
 * any, if there are none. Neither a session nor a token of the REST interface opens it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForApps {
    String value() default "";
}
