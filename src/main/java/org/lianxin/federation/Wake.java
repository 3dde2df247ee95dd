package org.lianxin.federation;

import org.lianxin.kernel.Jobs;
import org.lianxin.kernel.Watch;
import org.springframework.stereotype.Component;

/** The worker's thread, and how it is woken. */
@Component
class Wake extends Watch {
    Wake(Jobs jobs) {
        super("federation", jobs);
    }
}
