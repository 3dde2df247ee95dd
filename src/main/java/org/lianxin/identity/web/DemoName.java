package org.lianxin.identity.web;

/** Somebody of the demo city: how they sign in, what they are called, what they do. */
public record DemoName(String login, String name, String does) {}
