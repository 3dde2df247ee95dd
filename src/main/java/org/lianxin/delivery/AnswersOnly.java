package org.lianxin.delivery;

/** Takes answers to what was asked there, and no posts: no editor is offered it as a target. */
public interface AnswersOnly extends Publishes {}
