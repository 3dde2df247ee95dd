package org.lianxin.review.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.review.Chain;
import org.lianxin.review.Chains;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Chains for programs. */
@RestController
@RequestMapping("/rest/v1/chains")
class ChainsApi {
    private final Chains chains;

    ChainsApi(Chains chains) {
        this.chains = chains;
    }

    /** @param unit null for the whole matrix; subjectType and category empty for everything */
    record Shown(
            String id, @Nullable String unit, String subjectType, String category, List<Role> steps, int version) {}

    /** @param version of the chain that is replaced, 0 or absent for a new one */
    record Wanted(
            @Nullable String unit,
            @Nullable String subjectType,
            @Nullable String category,
            @Nullable List<Role> steps,
            @Nullable Integer version) {}

    @GetMapping
    @Access({Role.OFFICE, Role.INSPECTOR})
    List<Shown> index() {
        return chains.all().stream().map(ChainsApi::shown).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OFFICE)
    Shown set(@RequestBody Wanted wanted, Person person) {
        @Nullable Long unit = wanted.unit() == null ? null : Long.valueOf(Forms.id(wanted.unit()));
        String type = wanted.subjectType() == null ? "" : wanted.subjectType();
        String category = wanted.category() == null ? "" : wanted.category();
        return shown(Refusals.orRefuse(chains.set(
                unit,
                type,
                category,
                wanted.steps() == null ? List.of() : wanted.steps(),
                wanted.version() == null ? 0 : wanted.version(),
                person)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(Role.OFFICE)
    void remove(@PathVariable String id, @RequestParam int version, Person person) {
        Refusals.orRefuse(chains.remove(Forms.id(id), version, person));
    }

    private static Shown shown(Chain c) {
        return new Shown(
                Ids.text(c.id()),
                c.unit() == null ? null : Ids.text(c.unit()),
                c.subjectType(),
                c.category(),
                c.steps(),
                c.version());
    }
}
