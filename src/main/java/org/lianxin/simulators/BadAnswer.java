package org.lianxin.simulators;

import java.time.Instant;

/**
 * An answer to a push that the platform could not use. On the platform nobody is told of it but the person, who reads that nobody is there;
 * here it stands in the journal and on the page.
 *
 * @param account to whose address was pushed
 * @param person who had written
 * @param why what is wrong with it, in English, for developers
 */
public record BadAnswer(String id, String account, String person, String why, Instant at) {}
