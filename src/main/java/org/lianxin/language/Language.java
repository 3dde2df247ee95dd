package org.lianxin.language;

import java.util.List;
import org.springframework.stereotype.Service;

/** Runs every {@link Check} over a text. */
@Service
public class Language {

    /** All findings, by field and place; at most 200. */
    public List<Check.Finding> check(Check.Draft draft) {
        throw new UnsupportedOperationException();
    }
}
