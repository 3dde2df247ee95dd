package org.lianxin.identity.web;

/** What the writer of an invented letter took home. */
public record DemoLetter(String number, String key) {}
