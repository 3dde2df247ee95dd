package org.lianxin.review.web;

import org.lianxin.review.Chain;

/** A chain in words: whose it is and for what. */
public record ChainRow(Chain chain, String unit, String kind) {}
