package org.lianxin.registry.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Positioning;
import org.lianxin.web.Forms;

/** An account's particulars as typed; {@code plannedFor} as a date field has it. */
public record AccountForm(
        String unit,
        String platform,
        String handle,
        String name,
        String url,
        String excuse,
        String audience,
        String publishes,
        String tone,
        String interaction,
        String service,
        String plannedFor,
        String filing,
        Integer version) {

    /** What was not sent is empty; lines end as they are kept. */
    public AccountForm {
        unit = Forms.text(unit);
        platform = Forms.text(platform);
        handle = Forms.text(handle);
        name = Forms.text(name);
        url = Forms.text(url);
        excuse = Forms.lines(excuse);
        audience = Forms.lines(audience);
        publishes = Forms.lines(publishes);
        tone = Forms.lines(tone);
        interaction = Forms.lines(interaction);
        service = Forms.lines(service);
        plannedFor = Forms.text(plannedFor);
        filing = Forms.text(filing);
        version = Objects.requireNonNullElse(version, 0);
    }

    static AccountForm empty(String unit, String platform) {
        return new AccountForm(unit, platform, "", "", "", "", "", "", "", "", "", "", "", 0);
    }

    static AccountForm of(Account a) {
        Positioning p = a.positioning();
        return new AccountForm(
                Ids.text(a.unit()),
                a.platform().name(),
                a.handle(),
                a.name(),
                a.url(),
                a.excuse(),
                p.audience(),
                p.publishes(),
                p.tone(),
                p.interaction(),
                p.service(),
                a.plannedFor() == null ? "" : a.plannedFor().toString(),
                a.filing(),
                a.version());
    }

    /** The account that it says, or the field that says nothing sensible. */
    Outcome<NewAccount> wanted() {
        Optional<Platform> on = Arrays.stream(Platform.values())
                .filter(p -> p.name().equals(platform))
                .findFirst();
        @Nullable LocalDate day;
        try {
            day = plannedFor.isBlank() ? null : LocalDate.parse(plannedFor.strip());
        } catch (DateTimeParseException noDay) {
            return Outcome.invalid("plannedFor", "registry.account.date-form");
        }
        if (on.isEmpty()) {
            return Outcome.invalid("platform", "registry.account.platform-form");
        } else if (day != null && (day.getYear() < 2000 || day.getYear() > 2099)) {
            return Outcome.invalid("plannedFor", "registry.account.date-form");
        }
        return Outcome.done(new NewAccount(
                Ids.parse(unit).orElse(0),
                on.get(),
                handle,
                name,
                url,
                excuse,
                new Positioning(audience, publishes, tone, interaction, service),
                day,
                filing));
    }

    /** The same words for the account that is changed, whose unit and platform stay. */
    AccountForm at(Account account) {
        return with(Ids.text(account.unit()), account.platform().name(), version);
    }

    /** The same words over what the register holds by now, so that sending them again is a decision. */
    AccountForm over(Account now) {
        return with(unit, platform, now.version());
    }

    private AccountForm with(String ofUnit, String on, int since) {
        return new AccountForm(
                ofUnit,
                on,
                handle,
                name,
                url,
                excuse,
                audience,
                publishes,
                tone,
                interaction,
                service,
                plannedFor,
                filing,
                since);
    }

    /** What the register holds in fields that were typed differently, by field. */
    Map<String, String> stored(AccountForm now) {
        Map<String, String> stored = new HashMap<>();
        UnitForm.differs(stored, "handle", handle, now.handle);
        UnitForm.differs(stored, "name", name, now.name);
        UnitForm.differs(stored, "url", url, now.url);
        UnitForm.differs(stored, "excuse", excuse, now.excuse);
        UnitForm.differs(stored, "audience", audience, now.audience);
        UnitForm.differs(stored, "publishes", publishes, now.publishes);
        UnitForm.differs(stored, "tone", tone, now.tone);
        UnitForm.differs(stored, "interaction", interaction, now.interaction);
        UnitForm.differs(stored, "service", service, now.service);
        UnitForm.differs(stored, "plannedFor", plannedFor, now.plannedFor);
        UnitForm.differs(stored, "filing", filing, now.filing);
        return stored;
    }
}
