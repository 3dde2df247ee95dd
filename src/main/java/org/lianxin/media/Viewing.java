package org.lianxin.media;

import org.lianxin.web.Person;

/** Port: may this person see this file in the console ({@code /console/media/<hash>/<size>})? Any module that says yes is enough; the uploader always may. */
public interface Viewing {
    boolean maySee(String hash, Person person);
}
