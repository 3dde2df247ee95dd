package org.lianxin.identity;

import java.util.List;
import org.lianxin.web.Grant;

/** Port: what a person may do at this moment, own roles and those they stand in for. Filled by the registry. */
public interface Grants {
    List<Grant> of(long person);
}
