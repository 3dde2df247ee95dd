package org.lianxin.registry.web;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.lianxin.registry.Exporting;
import org.lianxin.registry.TableFormat;
import org.lianxin.registry.TableKind;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The register to take away, for whoever sees all of it. The same file can be imported again. */
@RestController
@Access({Role.INSPECTOR, Role.OFFICE})
class ExportsController {
    private final Exporting exporting;
    private final Clock clock;

    ExportsController(Exporting exporting, Clock clock) {
        this.exporting = exporting;
        this.clock = clock;
    }

    @GetMapping("/console/units/export.{format}")
    ResponseEntity<byte[]> units(@PathVariable String format, Person person, Page page) {
        return file(TableKind.UNITS, format, person, page);
    }

    @GetMapping("/console/accounts/export.{format}")
    ResponseEntity<byte[]> accounts(@PathVariable String format, Person person, Page page) {
        return file(TableKind.ACCOUNTS, format, person, page);
    }

    @GetMapping("/rest/v1/exports/{kind}.{format}")
    ResponseEntity<byte[]> table(@PathVariable String kind, @PathVariable String format, Person person, Page page) {
        return file(
                Arrays.stream(TableKind.values())
                        .filter(k -> k.word().equals(kind))
                        .findFirst()
                        .orElseThrow(Refusals::notFound),
                format,
                person,
                page);
    }

    private ResponseEntity<byte[]> file(TableKind kind, String ending, Person person, Page page) {
        TableFormat format = TableFormat.of(ending).orElseThrow(Refusals::notFound);
        byte[] bytes = Refusals.orRefuse(exporting.export(kind, format, page.t, person));
        String name = kind.word() + "-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        clock.instant().atZone(clock.getZone()).toLocalDate()) + "." + format.ending();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(format.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }
}
