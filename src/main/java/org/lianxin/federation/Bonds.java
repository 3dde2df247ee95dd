package org.lianxin.federation;

import java.util.Optional;
import org.lianxin.registry.Account;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Who follows whom: asked, granted, given up. Everybody may follow an authority. */
@Component
class Bonds {
    private final Followers followers;
    private final Remotes remotes;
    private final Actors actors;
    private final Addresses addresses;
    private final Outgoing outgoing;

    Bonds(Followers followers, Remotes remotes, Actors actors, Addresses addresses, Outgoing outgoing) {
        this.followers = followers;
        this.remotes = remotes;
        this.actors = actors;
        this.addresses = addresses;
        this.outgoing = outgoing;
    }

    /** Each is answered, also one that was granted before: its answer may have been lost. */
    void follow(Activity activity) {
        Optional<Account> account = account(activity.object());
        Optional<Remote> remote = remotes.find(activity.actor());
        if (account.isEmpty() || remote.isEmpty()) {
            return;
        }
        followers.add(account.get().id(), remote.get(), activity.id());
        // some servers understand only a follow that comes back whole
        ObjectNode follow = Json.object();
        follow.put("id", activity.id());
        follow.put("type", "Follow");
        follow.put("actor", activity.actor());
        follow.put("object", addresses.actor(account.get().id()));
        long accept =
                outgoing.say(account.get().id(), Outgoing.Kind.ACCEPT, null, null, said -> said.set("object", follow));
        outgoing.to(accept, remote.get().inbox());
    }

    /** Somebody does not want to see an account any more. */
    void end(Activity activity) {
        account(activity.object()).ifPresent(account -> followers.remove(account.id(), activity.actor()));
    }

    void undo(Activity activity) {
        ObjectNode undone = activity.embedded();
        if (undone == null) {
            followers.removeByFollow(activity.object(), activity.actor());
        } else if (Json.is(undone, "Follow")) {
            account(Json.id(undone, "object")).ifPresent(account -> followers.remove(account.id(), activity.actor()));
        }
    }

    void farewell(Activity activity) {
        if (activity.farewell()) {
            remotes.forget(activity.actor());
        }
    }

    private Optional<Account> account(String actor) {
        return addresses.account(actor).stream().boxed().findFirst().flatMap(actors::open);
    }
}
