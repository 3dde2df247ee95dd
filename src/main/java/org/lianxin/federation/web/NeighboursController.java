package org.lianxin.federation.web;

import org.lianxin.federation.Blocks;
import org.lianxin.federation.Standing;
import org.lianxin.web.Open;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What anybody may know: where we are found in the fediverse, and whom we do not hear, and why. */
@Controller
class NeighboursController {
    private static final int MOST = 500;

    private final Blocks blocks;
    private final Standing standing;

    NeighboursController(Blocks blocks, Standing standing) {
        this.blocks = blocks;
        this.standing = standing;
    }

    @GetMapping("/fediverse")
    @Open(ready = true)
    String index(Model model) {
        model.addAttribute("accounts", standing.known(MOST));
        model.addAttribute("blocks", blocks.all());
        return "federation/servers/public";
    }
}
