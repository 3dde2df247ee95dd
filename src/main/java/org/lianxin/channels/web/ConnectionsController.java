package org.lianxin.channels.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.Departures;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Connecting an account to its network: what is needed and where to get it, a try that publishes nothing, the authorisation, its end. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
class ConnectionsController {
    private final Accounts accounts;
    private final Connections connections;
    private final ConnectionDesk desk;
    private final Departures departures;

    ConnectionsController(Accounts accounts, Connections connections, ConnectionDesk desk, Departures departures) {
        this.accounts = accounts;
        this.connections = connections;
        this.desk = desk;
        this.departures = departures;
    }

    @GetMapping("/console/connections")
    String index(Person person, Model model) {
        model.addAttribute("rows", desk.rows(person));
        return "channels/connections/index";
    }

    @GetMapping("/console/accounts/{id}/connection")
    String show(@PathVariable String id, Page page, Model model) {
        return form(account(id, page.me()), Map.of(), Map.of(), "", page, model);
    }

    private String form(
            Account account,
            Map<String, String> typed,
            Map<String, String> errors,
            String tried,
            Page page,
            Model model) {
        model.addAttribute("view", desk.view(account, typed, errors, tried, page));
        return "channels/connections/show";
    }

    /** What was typed is tried at the network before it is kept. */
    @PostMapping("/console/accounts/{id}/connection")
    String connect(
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            Page page,
            Model model,
            HttpServletResponse response) {
        Account account = account(id, page.me());
        Connects network = desk.of(account).orElseThrow(Refusals::notFound);
        Outcome<Connection> outcome =
                network.tried(account, typed).then(granted -> connections.connect(account, granted, page.me()));
        return outcome instanceof Outcome.Refused<Connection> refused
                ? form(account, typed, Forms.errors(refused, page, response), "", page, model)
                : "redirect:/console/accounts/" + id + "/connection?said=connected";
    }

    @PostMapping("/console/accounts/{id}/connection/trial")
    String tryOut(@PathVariable String id, Page page, Model model, HttpServletResponse response) {
        Account account = account(id, page.me());
        Connects network = desk.of(account).orElseThrow(Refusals::notFound);
        Connection connection = connections.of(account.id()).orElseThrow(Refusals::notFound);
        return switch (network.tryOut(connection)) {
            case Outcome.Done<String>(String name) -> form(account, Map.of(), Map.of(), name, page, model);
            case Outcome.Refused<String> refused ->
                form(account, Map.of(), Forms.errors(refused, page, response), "", page, model);
        };
    }

    @PostMapping("/console/accounts/{id}/connection/end")
    String end(@PathVariable String id, Person person) {
        Account account = account(id, person);
        Optional<Connection> before = connections.of(account.id());
        Refusals.orRefuse(connections.end(account, person));
        before.ifPresent(ended -> desk.of(account).ifPresent(network -> network.ended(ended)));
        return "redirect:/console/accounts/" + id + "/connection?said=disconnected";
    }

    /** A link, since browsers let no form lead to another house. */
    @GetMapping("/console/accounts/{id}/connection/authorisation")
    String authorise(@PathVariable String id, Person person) {
        Account account = account(id, person);
        if (!(desk.of(account).orElseThrow(Refusals::notFound) instanceof Connects.Authorises network)) {
            throw Refusals.notFound();
        }
        Optional<URI> place = network.place(desk.state(account, person));
        return "redirect:" + place.map(URI::toString).orElse("/console/accounts/" + id + "/connection?said=no-app");
    }

    /** We are made known to the server that was named. From there on it is a link again. Where no server is named, it is shown how else. */
    @PostMapping("/console/accounts/{id}/connection/departure")
    String depart(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String server,
            Page page,
            Model model,
            HttpServletResponse response) {
        Account account = account(id, page.me());
        if (!(desk.of(account).orElseThrow(Refusals::notFound) instanceof Connects.Departs network)) {
            return "redirect:/console/accounts/" + id + "/connection";
        }
        String state = Departures.random();
        return switch (network.depart(server, state)) {
            case Outcome.Refused<Connects.Departure> refused ->
                form(account, Map.of("server", server), Forms.errors(refused, page, response), "", page, model);
            case Outcome.Done<Connects.Departure>(Connects.Departure departure) -> {
                departures.set(account.id(), page.me(), state, departure);
                yield "redirect:/console/accounts/" + id + "/connection#there";
            }
        };
    }

    /** Back from the network. The state says which account it was, and that this very person set out in this session within the hour. */
    @GetMapping("/console/connections/return")
    String back(
            @RequestParam(defaultValue = "") String state,
            @RequestParam Map<String, String> brought,
            Page page,
            Model model,
            HttpServletResponse response) {
        Optional<Departures.Back> back = departures.back(state, page.me());
        Account account = back.map(b -> accounts.standing(b.account()).filter(a -> Connections.may(a, page.me())))
                .orElseGet(() -> desk.account(state, page.me()))
                .orElseThrow(Refusals::notFound);
        Outcome<Connection> outcome = granted(account, back.map(Departures.Back::kept), brought)
                .then(granted -> connections.connect(account, granted, page.me()));
        return outcome instanceof Outcome.Refused<Connection> refused
                ? form(account, Map.of(), Forms.errors(refused, page, response), "", page, model)
                : "redirect:/console/accounts/" + account.id() + "/connection?said=connected";
    }

    private Outcome<Connections.Granted> granted(
            Account account, Optional<Map<String, String>> kept, Map<String, String> brought) {
        String code = brought.getOrDefault("code", "");
        return switch (desk.of(account).orElseThrow(Refusals::notFound)) {
            case Connects.Departs network when kept.isPresent() -> network.arrived(account, kept.get(), brought);
            case Connects.Authorises network
            when kept.isEmpty() ->
                code.isEmpty() ? Outcome.invalid("", "channels.connect.not-allowed") : network.granted(code);
            default -> throw Refusals.notFound();
        };
    }

    private Account account(String id, Person person) {
        Account account = accounts.standing(Forms.id(id)).orElseThrow(Refusals::notFound);
        if (!person.reads(account.unit())) {
            throw Refusals.notFound();
        } else if (!Connections.may(account, person)) {
            Refusals.orRefuse(Outcome.notAllowed());
        }
        return account;
    }
}
