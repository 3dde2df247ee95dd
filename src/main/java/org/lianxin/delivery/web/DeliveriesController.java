package org.lianxin.delivery.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Deliveries.View;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Titles;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The board of what is on its way, and the page of one thing over its platforms. */
@Controller
@Access
class DeliveriesController {
    private static final int PAGE = 30;

    private final Deliveries deliveries;
    private final Titles titles;
    private final Journeys journeys;
    private final Units units;
    private final Accounts accounts;

    DeliveriesController(Deliveries deliveries, Titles titles, Journeys journeys, Units units, Accounts accounts) {
        this.deliveries = deliveries;
        this.titles = titles;
        this.journeys = journeys;
        this.units = units;
        this.accounts = accounts;
    }

    @GetMapping("/console/deliveries")
    String index(
            @RequestParam(defaultValue = "open") String view,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String before,
            Person person,
            Model model) {
        Deliveries.Filter filter = new Deliveries.Filter(View.of(view), number(unit), number(account));
        Slice<Waybill> slice = deliveries.list(filter, Cursor.parse(before).orElse(null), PAGE, person);
        model.addAttribute("board", board(filter, slice, person));
        return "delivery/deliveries/index";
    }

    private Board board(Deliveries.Filter filter, Slice<Waybill> slice, Person person) {
        List<Unit> readable =
                units.all().stream().filter(u -> person.reads(u.id())).toList();
        List<Account> choices = filter.unit() != null && person.reads(filter.unit())
                ? accounts.ofUnit(filter.unit())
                : readable.size() == 1 ? accounts.ofUnit(readable.getFirst().id()) : List.of();
        Map<Long, String> held = new HashMap<>();
        slice.items().stream()
                .filter(w -> w.state() == DeliveryState.QUEUED)
                .forEach(w -> deliveries.heldWhy(w).ifPresent(why -> held.put(w.id(), why)));
        return new Board(
                filter,
                slice.items(),
                titles.of(slice.items()),
                units.names(slice.items().stream().map(Waybill::unit).toList()),
                held,
                deliveries.counts(person),
                deliveries.holds(),
                readable.size() > 1 ? readable : List.of(),
                choices,
                slice.next() == null ? null : slice.next().toString());
    }

    private static @Nullable Long number(String text) {
        return Ids.parse(text).stream().boxed().findFirst().orElse(null);
    }

    /** {@code account} set: with what stands on the account at this moment beside it. */
    @GetMapping("/console/deliveries/{id}")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean account,
            Person person,
            Page page,
            Model model) {
        model.addAttribute(
                "journey", journeys.of(journeys.visible(id, person), person, page, Journey.Form.empty(), account));
        return "delivery/deliveries/show";
    }
}
