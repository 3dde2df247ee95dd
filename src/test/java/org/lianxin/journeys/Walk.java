package org.lianxin.journeys;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.SignedIn;
import org.lianxin.support.ValidHtml;

/** One person's walk through every screen that links lead them to: one page of each kind, looked at, measured, and its forms refused. */
final class Walk {
    /** The page's first form in which something is written. */
    private static final String FORM =
            "() => [...document.querySelectorAll('main form[method=post]')].find(f => f.querySelector('textarea, input[type=text], input:not([type]), input[type=email]'))";

    private final Routes routes;
    private final String root;
    private final boolean english;
    private final boolean everyLook;
    private final Set<String> refused;
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int turn;

    /** {@code refused}: kinds of pages whose forms were tried already, by anybody. {@code turn}: which look comes first. */
    Walk(Routes routes, String root, boolean english, boolean everyLook, Set<String> refused, int turn) {
        this.routes = routes;
        this.root = root;
        this.english = english;
        this.everyLook = everyLook;
        this.refused = refused;
        this.turn = turn;
    }

    Set<String> seen() {
        return seen;
    }

    List<String> problems() {
        return problems;
    }

    void asCitizen(List<String> starts) {
        try (BrowserContext window = Chromium.window(new Look(390, false, english, true))) {
            walk(window.newPage(), "citizen", starts);
        }
    }

    void as(String login, String password, int port) {
        try (SignedIn somebody = SignedIn.as(login, password, port, new Look(390, false, english, true))) {
            walk(somebody.page(), login, List.of("/console", "/console/more"));
        }
    }

    private void walk(Page page, String who, List<String> starts) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("422")) {
                problems.add(who + " " + page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> problems.add(who + " " + page.url() + ": " + error));
        Deque<String> open = new ArrayDeque<>(starts);
        Set<String> kinds = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String path = open.poll();
            if (!who.equals("citizen") && !path.startsWith("/console")) {
                continue; // public pages know nobody; the citizen walks them
            }
            String kind = routes.kind(path);
            if (kind == null) {
                problems.add(who + " is offered " + path + ", which is no page");
                continue;
            }
            if (routes.isFile(kind) || !kinds.add(routes.variant(path) + kind)) {
                continue;
            }
            seen.add(kind);
            open.addAll(visit(page, who, path, kind));
        }
    }

    private List<String> visit(Page page, String who, String path, String kind) {
        Response response = page.navigate(root + path);
        if (response.status() != 200) {
            problems.add(who + " " + path + ": " + response.status());
            return List.of();
        }
        List<String> errors = ValidHtml.errors(response.text());
        errors.forEach(e -> problems.add(who + " " + path + ": " + e));
        look(page, who + " " + path);
        List<String> links = links(page);
        if (refused.add(kind)) {
            refuse(page, who, path);
        }
        return links;
    }

    /** In CI one look after the other, a page at a time; in the long form each page in all of them. */
    private void look(Page page, String where) {
        int looks = everyLook ? 4 : 1;
        for (int i = 0; i < looks; i++) {
            int look = everyLook ? i : turn++ % 4;
            int width = look % 2 == 0 ? 390 : 1280;
            boolean dark = look >= 2;
            page.setViewportSize(width, 844);
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                    .setReducedMotion(ReducedMotion.REDUCE));
            String how = where + " at " + width + (dark ? " dark" : " light") + (english ? " en" : " zh");
            Chromium.violations(page).forEach(v -> problems.add(how + ": " + v));
            if (Chromium.scrollsSideways(page)) {
                problems.add(how + ": scrolls sideways");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        List<String> hrefs = (List<String>) page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)");
        return hrefs.stream()
                .map(Walk::path)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable String path(String href) {
        URI address = URI.create(href.replaceAll("[^\\x21-\\x7e]", "_"));
        return "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost())
                ? address.getRawPath()
                : null;
    }

    /** Sends the page's first form that has something to write in with nothing written, and looks at what comes back if it is refused. */
    private void refuse(Page page, String who, String path) {
        if (!Boolean.TRUE.equals(
                page.evaluate("() => { const form = (" + FORM + ")(); return !!form && form.checkVisibility(); }"))) {
            return;
        }
        page.evaluate("""
                () => {
                  window.before = true;
                  const form = (%s)();
                  form.querySelectorAll('textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])').forEach(field => field.value = '');
                  const button = [...form.querySelectorAll('button')].filter(b => b.type === 'submit').pop();
                  if (button && button.name) form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: button.name, value: button.value}));
                  HTMLFormElement.prototype.submit.call(form);
                }""".formatted(FORM));
        page.waitForFunction("() => !window.before && document.readyState === 'complete'");
        if (page.locator(".summary").count() > 0) {
            look(page, who + " " + path + " (refused)");
        }
    }
}
