package org.lianxin.intake;

import java.util.Locale;
import org.lianxin.intake.Intake.Receipt;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What is written to citizens about number and key, in their language. */
@Component
class Letters {
    private final Pages pages;
    private final Pages.Site site;

    Letters(Pages pages, Pages.Site site) {
        this.pages = pages;
        this.site = site;
    }

    record Letter(String subject, String text) {}

    Letter registered(Receipt receipt, Locale locale) {
        return letter("registered", receipt, locale);
    }

    Letter newKey(Receipt receipt, Locale locale) {
        return letter("new-key", receipt, locale);
    }

    private Letter letter(String which, Receipt receipt, Locale locale) {
        Page page = pages.of(locale);
        String address = site.publicUrl() + page.href("/follow?number=" + receipt.number());
        return new Letter(
                page.t.of("intake.mail." + which + ".subject", receipt.number()),
                page.t.of("intake.mail." + which + ".text", receipt.number(), receipt.key(), address, page.siteName()));
    }
}
