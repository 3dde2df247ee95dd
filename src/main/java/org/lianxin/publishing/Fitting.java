package org.lianxin.publishing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;
import org.springframework.stereotype.Component;

/** What each network would make of a draft: for the preview while writing, and for the bytes that a review keeps. */
@Component
public class Fitting {
    private final Networks networks;
    private final Sections sections;

    Fitting(Networks networks, Sections sections) {
        this.networks = networks;
        this.sections = sections;
    }

    /**
     * A draft as one account would show it.
     *
     * @param limits of the account's network; null if this installation cannot reach it
     * @param fitted what would go out; null likewise
     */
    public record Rendering(Account account, Connector.@Nullable Limits limits, Connector.@Nullable Fitted fitted) {

        /** Key of the sentence that says why it could not go out like this, or null. */
        public @Nullable String problem() {
            return fitted == null ? "posts.no-connector" : fitted.problem();
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
        return accounts.stream()
                .map(account -> {
                    Optional<Connector> connector = networks.forPosts(account.platform());
                    if (connector.isEmpty()) {
                        return new Rendering(account, null, null);
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
                    return new Rendering(
                            account,
                            connector.get().limits(),
                            Objects.requireNonNull(connector.get().fit(manuscript)));
                })
                .toList();
    }
}
