package org.lianxin.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.intake.Intake;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a citizen takes away: number and key, once; and a new key when it was lost. */
@Controller
@Open
@RequestMapping("/ask")
class ReceiptController {
    private final Intake intake;
    private final Receipts receipts;
    private final Limits limits;

    ReceiptController(Intake intake, Receipts receipts, Limits limits) {
        this.intake = intake;
        this.receipts = receipts;
        this.limits = limits;
    }

    /** The code leads to the page by number only: a code gets photographed and passed on, the key is not for passing on. */
    @GetMapping("/receipt")
    String receipt(@RequestParam(defaultValue = "") String t, Page page, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        Optional<Receipts.Shown> shown = receipts.read(t);
        if (shown.isEmpty()) {
            response.setStatus(410);
            return "intake/ask/over";
        }
        Receipts.Shown receipt = shown.get();
        String address = page.href("/follow?number=" + receipt.number());
        model.addAttribute(
                "view",
                new ReceiptPage(
                        receipt.number(),
                        receipt.key(),
                        receipt.mailed(),
                        address,
                        QrCode.of(page.site.publicUrl() + address)));
        return "intake/ask/receipt";
    }

    @GetMapping("/lost-key")
    String lost(@RequestParam(defaultValue = "") String number, Model model, HttpServletResponse response) {
        return lost(number, "", Map.of(), model, response);
    }

    @PostMapping("/lost-key")
    String renew(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String email,
            Page page,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (number.isBlank() || number.indexOf('\0') >= 0) {
            errors.put("number", page.t.of("intake.lost.number-missing"));
        }
        if (email.isBlank() || email.indexOf('\0') >= 0) {
            errors.put("email", page.t.of("intake.lost.email-missing"));
        }
        if (!errors.isEmpty()) {
            response.setStatus(422);
            return lost(number, email, errors, model, response);
        } else if (!limits.takeKey(request.getRemoteAddr())) {
            response.setStatus(429);
            return lost(
                    number,
                    email,
                    Map.of("", page.t.of("intake.lost.too-many", Limits.WINDOW.toMinutes())),
                    model,
                    response);
        }
        intake.sendNewKey(number, email);
        return "redirect:" + page.href("/ask/lost-key") + "?said=new-key";
    }

    private static String lost(
            String number, String email, Map<String, String> errors, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("number", number);
        model.addAttribute("email", email);
        model.addAttribute("errors", errors);
        return "intake/ask/lost-key";
    }
}
