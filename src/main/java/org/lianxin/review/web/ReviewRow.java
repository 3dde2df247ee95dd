package org.lianxin.review.web;

import org.lianxin.review.Queue;

/** A review as lists show it, with its title and author. */
public record ReviewRow(Queue.Listed listed, String title, String author) {}
