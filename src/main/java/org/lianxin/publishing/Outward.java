package org.lianxin.publishing;

import org.lianxin.delivery.Delivery;
import org.lianxin.review.Reviews;
import org.springframework.stereotype.Component;

/** The way out: what each network makes of a text, who approves it, who sends it. */
@Component
record Outward(Papers papers, Reviews reviews, Delivery delivery, Removal removal) {}
