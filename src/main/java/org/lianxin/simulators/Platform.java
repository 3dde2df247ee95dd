package org.lianxin.simulators;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One simulated platform behind the common doors. Called by one thread at a time. */
public interface Platform {
    /** What it answers to a call of its API, or to a browser. */
    Reply answer(Call call);

    /** The script of its world: what is under {@code /sim/} beyond what all have. Null if there is no such thing. */
    @Nullable
    Reply script(Call call);

    /** One of its errors, worded as it does. */
    Reply error(Call call, int code);

    /** Who calls: the token and the account, or nothing. The last is what the journal names. */
    List<String> callers(Call call);

    /** Whether that path belongs to its API and not to a browser: only there things go wrong by script. */
    boolean api(String path);
}
