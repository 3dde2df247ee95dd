package org.lianxin.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What of deliveries waits for a person: what nobody could find out waits for the unit's editors and the office; what was refused, and what
 * has to be done by hand, for the unit's editors. What is still read back waits for nobody.
 */
@Component
class DeliveryWaiting implements Waiting {
    private final JdbcClient db;
    private final Pages pages;
    private final Titles titles;

    DeliveryWaiting(JdbcClient db, Pages pages, Titles titles) {
        this.db = db;
        this.pages = pages;
        this.titles = titles;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        Set<Long> units = person.units(Role.EDITOR);
        boolean office = person.is(Role.OFFICE);
        if (units.isEmpty() && !office) {
            return List.of();
        }
        List<Waybill> found = db.sql("select " + Waybill.COLUMNS + """

                         from delivery.delivery d left join registry.face_account a on a.id = d.account
                         where d.state in ('MANUAL', 'HAND', 'REFUSED') and (d.unit = any(:units) or (:office and d.state = 'MANUAL')) and (d.state = 'MANUAL' or d.withdraw_reason is null)
                         order by d.queued_at, d.id limit 200""")
                .param("units", units.toArray(Long[]::new))
                .param("office", office)
                .query(Waybill::read)
                .list();
        Map<Long, String> names = titles.of(found);
        Page page = pages.of(person.locale());
        return found.stream()
                .filter(w -> !w.superseded())
                .map(w -> item(w, names.getOrDefault(w.id(), w.reference()), page))
                .toList();
    }

    private static Item item(Waybill w, String title, Page page) {
        String id = Ids.text(w.id());
        String place = page.t.of(
                "delivery.place", page.t.of("registry.platform." + w.platform().name()), w.accountName());
        String href = "/console/deliveries/" + id;
        return switch (w.state()) {
            case MANUAL ->
                new Item(
                        "delivery/" + id + "/manual",
                        "unknown",
                        "delivery.waiting.manual",
                        title,
                        place,
                        "delivery.waiting.look",
                        href,
                        null,
                        w.since());
            case HAND ->
                new Item(
                        "delivery/" + id + "/hand",
                        "mine",
                        "delivery.waiting.hand." + w.kind().name(),
                        title,
                        place,
                        "delivery.waiting.do",
                        href,
                        null,
                        w.since());
            case REFUSED, QUEUED, CLAIMED, UNKNOWN, CONFIRMED, WITHDRAWN, CANCELLED ->
                new Item(
                        "delivery/" + id + "/refused",
                        "refused",
                        "delivery.waiting.refused",
                        title,
                        page.t.of("delivery.said-by", place, w.why()),
                        "delivery.waiting.read",
                        href,
                        null,
                        w.since());
        };
    }
}
