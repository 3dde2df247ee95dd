/**
 * The fediverse, as a server of its own (ActivityPub): an account is an actor, a post a note, a citizen's reply comes in as a message.
 * Takes what delivery has confirmed and hands what it hears to intake; keeps of people elsewhere only what a signature, a follower or an
 * answer needs. Never follows anybody, never shows who follows, and stores nothing that its sender has not signed.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "web",
            "audit",
            "identity",
            "registry",
            "media",
            "notices",
            "language",
            "delivery",
            "intake"
        })
@NullMarked
package org.lianxin.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
