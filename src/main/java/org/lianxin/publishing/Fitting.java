package org.lianxin.publishing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Originals;
import org.lianxin.delivery.Reposts;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;
import org.springframework.stereotype.Component;

/** What each network would make of a draft: for the preview while writing, and for the bytes that a review keeps. */
@Component
public class Fitting {
    private final Networks networks;
    private final Sections sections;
    private final Originals originals;

    Fitting(Networks networks, Sections sections, Originals originals) {
        this.networks = networks;
        this.sections = sections;
        this.originals = originals;
    }

    /**
     * A draft as one account would show it.
     *
     * @param limits of the account's network; null if this installation cannot reach it
     * @param fitted what would go out; null likewise, or if what it carries is not there
     * @param missing key of the sentence why nothing would go out, or empty
     */
    public record Rendering(
            Account account, Connector.@Nullable Limits limits, Connector.@Nullable Fitted fitted, String missing) {

        /** Key of the sentence that says why it could not go out like this, or null. */
        public @Nullable String problem() {
            return fitted == null ? missing : fitted.problem();
        }
    }

    /** One rendering per account, in the order given; changes nothing. {@code reference}: the post's id. */
    public List<Rendering> of(Draft draft, Unit unit, List<Account> accounts, String reference, boolean correction) {
        String section = draft.section() == null
                ? ""
                : sections.find(draft.section()).map(Section::code).orElse("");
        List<Manuscript.Picture> media = draft.media().stream()
                .map(m -> new Manuscript.Picture(
                        m.hash(), m.type(), m.alternative().strip(), m.caption().strip(), m.width(), m.height()))
                .toList();
        List<Originals.Original> stands = draft.carries() == null ? List.of() : originals.of("post", draft.carries());
        return accounts.stream()
                .map(account -> {
                    Optional<Connector> connector = networks.forPosts(account.platform());
                    if (connector.isEmpty()) {
                        return new Rendering(account, null, null, "posts.no-connector");
                    }
                    Manuscript manuscript = new Manuscript(
                            correction ? "correction" : "post",
                            draft.title().strip(),
                            draft.text().strip(),
                            draft.category().word(),
                            section,
                            unit.id(),
                            unit.shortName(),
                            account.id(),
                            account.name(),
                            reference,
                            media);
                    return draft.carries() == null
                            ? new Rendering(
                                    account,
                                    connector.get().limits(),
                                    Objects.requireNonNull(connector.get().fit(manuscript)),
                                    "")
                            : carrying(account, connector.get(), manuscript, stands);
                })
                .toList();
    }

    /** With what stands on the same network, on another account than this. */
    private static Rendering carrying(
            Account account, Connector network, Manuscript own, List<Originals.Original> stands) {
        Optional<Originals.Original> original = Reposting.original(account, stands);
        String why = network instanceof Reposts can
                ? Objects.requireNonNullElse(can.cannotRepost(), "")
                : "posts.repost.no-network";
        if (!why.isEmpty() || original.isEmpty() || !(network instanceof Reposts can)) {
            return new Rendering(account, null, null, why.isEmpty() ? "posts.repost.not-there" : why);
        }
        var limits = new Connector.Limits(
                can.ownWords(), 0, false, false, network.limits().withdraws());
        return new Rendering(account, limits, can.fitRepost(own, original.get().carried()), "");
    }
}
