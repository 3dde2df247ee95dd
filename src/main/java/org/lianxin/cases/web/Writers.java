package org.lianxin.cases.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.lianxin.web.Access;
import org.lianxin.web.Role;

/** Who writes answers. */
@Access({Role.EDITOR, Role.LEADER, Role.PARTNER, Role.OFFICE})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Writers {}
