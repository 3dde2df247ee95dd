package org.lianxin.federation.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.federation.BlockList;
import org.lianxin.federation.Blocks;
import org.lianxin.federation.Flags;
import org.lianxin.federation.Standing;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Other servers, for the office: what they report, which are blocked, which cannot be reached. */
@Controller
@RequestMapping("/console/fediverse")
@Access({Role.OFFICE, Role.INSPECTOR})
class ServersController {
    private static final int REPORTS = 50;
    private static final int ACCOUNTS = 50;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final Blocks blocks;
    private final Flags flags;
    private final Standing standing;
    private final Accounts accounts;

    ServersController(Blocks blocks, Flags flags, Standing standing, Accounts accounts) {
        this.blocks = blocks;
        this.flags = flags;
        this.standing = standing;
        this.accounts = accounts;
    }

    @GetMapping
    String index(Person person, Model model) {
        return page(model, person, Map.of(), Map.of());
    }

    private String page(Model model, Person person, Map<String, String> typed, Map<String, String> errors) {
        model.addAttribute(
                "view",
                new ServersPage(
                        flags.open(REPORTS).stream()
                                .map(f -> new ServersPage.Report(
                                        f,
                                        accounts.find(f.account())
                                                .map(a -> a.name())
                                                .orElse("")))
                                .toList(),
                        blocks.all(),
                        standing.known(ACCOUNTS),
                        standing.queue(),
                        standing.troubles(ACCOUNTS),
                        typed,
                        errors,
                        person.is(Role.OFFICE)));
        return "federation/servers/index";
    }

    @GetMapping("/blocks.csv")
    ResponseEntity<byte[]> export() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("blocks.csv")
                                .build()
                                .toString())
                .body(BlockList.write(blocks.all()).getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/blocks")
    @Access(Role.OFFICE)
    String block(
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return blocks.block(host, reason, person) instanceof Outcome.Refused<String> refused
                ? page(model, person, Map.of("host", host, "reason", reason), Forms.errors(refused, page, response))
                : "redirect:/console/fediverse?said=server-blocked";
    }

    @PostMapping("/blocks/removal")
    @Access(Role.OFFICE)
    String unblock(@RequestParam(defaultValue = "") String host, Person person) {
        Refusals.orRefuse(blocks.unblock(host, person));
        return "redirect:/console/fediverse?said=server-unblocked";
    }

    @PostMapping("/blocks/list")
    @Access(Role.OFFICE)
    String take(
            @RequestParam(required = false) @Nullable MultipartFile file,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Outcome<Integer> taken = file == null || file.isEmpty() || file.getSize() > MOST_BYTES
                ? Outcome.invalid("file", "federation.block.no-list")
                : blocks.take(new String(file.getBytes(), StandardCharsets.UTF_8), person);
        return taken instanceof Outcome.Refused<Integer> refused
                ? page(model, person, Map.of(), Forms.errors(refused, page, response))
                : "redirect:/console/fediverse?said=servers-blocked";
    }

    @PostMapping("/reports/seen")
    @Access(Role.OFFICE)
    String seen(@RequestParam(defaultValue = "") String report, Person person) {
        Refusals.orRefuse(flags.settle(Forms.id(report), person));
        return "redirect:/console/fediverse?said=report-seen";
    }
}
