package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.Tokens;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who a token acts for and what it may do, and the person's tokens. */
@RestController
@RequestMapping("/rest/v1/me")
@Access
class MeApi {
    private final Tokens tokens;
    private final Credentials credentials;

    MeApi(Tokens tokens, Credentials credentials) {
        this.tokens = tokens;
        this.credentials = credentials;
    }

    record GrantOut(String role, String unit, @Nullable String standInFor) {}

    record MeOut(String id, String login, String name, boolean admin, String locale, List<GrantOut> grants) {}

    record TokenOut(
            String id,
            String name,
            Instant issuedAt,
            @Nullable Instant usedAt,
            @Nullable Instant revokedAt) {}

    record TokenIn(@Nullable String name, @Nullable String password) {}

    record TokenIssued(String name, String token) {}

    @GetMapping
    MeOut show(Person person) {
        return new MeOut(
                Ids.text(person.id()),
                person.login(),
                person.name(),
                person.admin(),
                person.locale().toLanguageTag(),
                person.grants().stream()
                        .map(g -> new GrantOut(g.role().name(), Ids.text(g.unit()), standIn(g.standInFor())))
                        .toList());
    }

    private static @Nullable String standIn(@Nullable Long absent) {
        return absent == null ? null : Ids.text(absent);
    }

    @GetMapping("/tokens")
    List<TokenOut> tokens(Person person) {
        return tokens.of(person.id()).stream()
                .map(t -> new TokenOut(Ids.text(t.id()), t.name(), t.issuedAt(), t.usedAt(), t.revokedAt()))
                .toList();
    }

    /** A new token, shown this once. Asks for the password, so that a token that was taken makes no others. */
    @PostMapping("/tokens")
    ResponseEntity<TokenIssued> issue(@RequestBody TokenIn in, Person person, HttpServletRequest request) {
        String name = in.name() == null ? "" : in.name().strip();
        String password = in.password() == null ? "" : in.password();
        Refusals.orRefuse(
                name.isEmpty() || name.length() > 60 || Unseen.in(name)
                        ? Outcome.<Boolean>invalid("name", "identity.token.name-form")
                        : credentials.confirm(person, password, "password", request.getRemoteAddr()));
        return ResponseEntity.created(URI.create("/rest/v1/me/tokens"))
                .body(new TokenIssued(name, tokens.issue(name, person.id())));
    }

    @DeleteMapping("/tokens/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, Person person) {
        Refusals.orRefuse(tokens.revoke(Forms.id(id), person));
        return ResponseEntity.noContent().build();
    }
}
