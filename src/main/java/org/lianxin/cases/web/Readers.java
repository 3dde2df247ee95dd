package org.lianxin.cases.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.lianxin.web.Access;
import org.lianxin.web.Role;

/** Everybody with a role in some unit; which cases they see is decided case by case. */
@Access({Role.EDITOR, Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.INSPECTOR, Role.PARTNER, Role.OFFICE})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Readers {}
