package org.lianxin.identity.web;

/** Somebody of the demo city: how they sign in, what they are called, their unit and their role there ({@code ADMIN}: none, they manage people and settings). */
public record DemoName(String login, String name, String unit, String role) {}
