package org.lianxin.federation;

import java.util.Optional;
import java.util.function.Consumer;
import org.lianxin.audit.Audited;
import org.lianxin.federation.Outgoing.Kind;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Tells followers when an account is called otherwise or is closed, in the transaction in which that happens. */
@Component
class Profiles {
    private final Accounts accounts;
    private final Documents documents;
    private final Outgoing outgoing;
    private final Addresses addresses;
    private final Followers followers;

    Profiles(Accounts accounts, Documents documents, Outgoing outgoing, Addresses addresses, Followers followers) {
        this.accounts = accounts;
        this.documents = documents;
        this.outgoing = outgoing;
        this.addresses = addresses;
        this.followers = followers;
    }

    @EventListener
    void on(Audited.Entry happened) {
        if (happened.subject().equals("account")) {
            Optional<Account> account =
                    accounts.find(happened.subjectId()).filter(a -> a.platform() == Platform.FEDIVERSE);
            switch (happened.action()) {
                case "account.changed" ->
                    account.filter(a -> a.state() == AccountState.LIVE).ifPresent(this::changed);
                case "account.moved" ->
                    account.filter(a -> a.state() == AccountState.CLOSED).ifPresent(this::closed);
                default -> {}
            }
        }
    }

    private void changed(Account account) {
        if (followers.count(account.id()) > 0) {
            ObjectNode actor = documents.actor(account);
            actor.remove("@context");
            tell(account, Kind.UPDATE, words -> words.set("object", actor));
        }
    }

    private void closed(Account account) {
        if (followers.count(account.id()) > 0) {
            tell(account, Kind.DELETE, words -> words.put("object", addresses.actor(account.id())));
        }
    }

    private void tell(Account account, Kind kind, Consumer<ObjectNode> object) {
        long said = outgoing.say(account.id(), kind, null, null, words -> {
            words.putArray("to").add(Addresses.PUBLIC);
            words.putArray("cc").add(addresses.of(account.id(), "followers"));
            object.accept(words);
        });
        outgoing.toFollowers(said, account.id());
    }
}
