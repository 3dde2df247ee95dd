package org.lianxin.federation;

import java.util.List;
import java.util.Optional;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Our accounts that speak in the fediverse, for programs of this house: who they are there, and by which addresses. */
@Service
public class Voices {
    private final Actors actors;
    private final Addresses addresses;
    private final Documents documents;
    private final Accounts accounts;

    Voices(Actors actors, Addresses addresses, Documents documents, Accounts accounts) {
        this.actors = actors;
        this.addresses = addresses;
        this.documents = documents;
        this.accounts = accounts;
    }

    /** The account, if it speaks in the fediverse at this moment. */
    public Optional<Account> live(long account) {
        return actors.find(account).filter(Voices::live);
    }

    public Optional<Account> byHandle(String handle) {
        return actors.byHandle(handle).filter(Voices::live);
    }

    /** All of them, by unit. */
    public List<Account> all() {
        return accounts.all().stream()
                .filter(a -> a.platform() == Platform.FEDIVERSE && live(a))
                .toList();
    }

    private static boolean live(Account account) {
        return account.state() == AccountState.LIVE;
    }

    /** What stands before the @ of its address. */
    public String handle(Account account) {
        return Actors.handle(account);
    }

    /** What stands behind the @ of all our addresses. */
    public String host() {
        return addresses.authority();
    }

    /** Where all our addresses begin. */
    public String base() {
        return addresses.base();
    }

    public String actor(Account account) {
        return addresses.actor(account.id());
    }

    public String page(Account account) {
        return addresses.page(account.id());
    }

    public String note(long note) {
        return addresses.note(note);
    }

    /** What it says about itself, with {@code summary} and {@code attachment} as other servers read them. */
    public ObjectNode profile(Account account) {
        return documents.profile(account);
    }
}
