package org.lianxin.federation;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Account;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Our actors and what they have said: documents for programs, and for people the way to the page of the same thing. */
@RestController
@Open
class ActorController {
    private final Actors actors;
    private final Addresses addresses;
    private final Documents documents;
    private final Said said;
    private final Followers followers;

    ActorController(Actors actors, Addresses addresses, Documents documents, Said said, Followers followers) {
        this.actors = actors;
        this.addresses = addresses;
        this.documents = documents;
        this.said = said;
        this.followers = followers;
    }

    @GetMapping("/ap/server")
    ResponseEntity<?> server() {
        return document(documents.server());
    }

    @GetMapping("/ap/server/outbox")
    ResponseEntity<?> serverOutbox() {
        return document(documents.collection(addresses.of(Addresses.SERVER, "outbox"), 0));
    }

    @GetMapping("/ap/actors/{id}")
    ResponseEntity<?> actor(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        Account account = known(id);
        if (Wanted.page(accept)) {
            return elsewhere(addresses.page(account.id()));
        }
        return Actors.open(account) ? document(documents.actor(account)) : gone(addresses.actor(account.id()));
    }

    @GetMapping("/ap/actors/{id}/outbox")
    ResponseEntity<?> outbox(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean page,
            @RequestParam(defaultValue = "") String before) {
        long account = open(id).id();
        return document(page ? said.page(account, Ids.parse(before)) : said.whole(account));
    }

    /** How many, and no more: who reads an authority is nobody's business. */
    @GetMapping("/ap/actors/{id}/followers")
    ResponseEntity<?> followers(@PathVariable String id) {
        long account = open(id).id();
        return document(documents.collection(addresses.of(account, "followers"), followers.count(account)));
    }

    @GetMapping("/ap/actors/{id}/following")
    ResponseEntity<?> following(@PathVariable String id) {
        return document(documents.collection(addresses.of(open(id).id(), "following"), 0));
    }

    @GetMapping("/ap/actors/{id}/featured")
    ResponseEntity<?> featured(@PathVariable String id) {
        ObjectNode empty = documents.collection(addresses.of(open(id).id(), "featured"), 0);
        empty.putArray("orderedItems");
        return document(empty);
    }

    @GetMapping("/ap/notes/{id}")
    ResponseEntity<?> note(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        Notes.Note note = Ids.parse(id).stream()
                .boxed()
                .findFirst()
                .flatMap(said::note)
                .filter(Notes.Note::open)
                .orElseThrow(Refusals::notFound);
        if (Wanted.page(accept)) {
            return elsewhere(note.url());
        } else if (note.withdrawnAt() != null) {
            return gone(addresses.note(note.id()));
        }
        ObjectNode document = Documents.context(Json.object());
        return document(document.setAll(note.object()));
    }

    @GetMapping("/ap/activities/{id}")
    ResponseEntity<?> activity(@PathVariable String id) {
        byte[] body = Ids.parse(id).stream()
                .boxed()
                .findFirst()
                .flatMap(said::activity)
                .orElseThrow(Refusals::notFound);
        return answer(200).body(body);
    }

    private Account known(String id) {
        return Ids.parse(id).stream().boxed().findFirst().flatMap(actors::find).orElseThrow(Refusals::notFound);
    }

    private Account open(String id) {
        return Optional.of(known(id)).filter(Actors::open).orElseThrow(Refusals::notFound);
    }

    private static ResponseEntity<?> document(ObjectNode body) {
        return answer(200).body(Json.bytes(body));
    }

    private static ResponseEntity<?> gone(String id) {
        ObjectNode tombstone = Documents.context(Json.object());
        tombstone.put("id", id);
        tombstone.put("type", "Tombstone");
        return answer(410).body(Json.bytes(tombstone));
    }

    private static ResponseEntity.BodyBuilder answer(int status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Documents.ACTIVITY))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
                .varyBy(HttpHeaders.ACCEPT);
    }

    private static ResponseEntity<?> elsewhere(String page) {
        return ResponseEntity.status(303)
                .header(HttpHeaders.LOCATION, page)
                .varyBy(HttpHeaders.ACCEPT)
                .build();
    }
}
