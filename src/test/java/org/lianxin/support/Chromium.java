package org.lianxin.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The one browser of this JVM: Debian's Chromium, headless, that reaches nothing but loopback. */
public final class Chromium {
    /** In milliseconds: as long as a cold page may take on a slow machine. */
    private static final int LONGEST = 60_000;

    private static final List<Path> PLACES = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    private static final String LOOK =
            "document.documentElement.lang + (matchMedia('(prefers-color-scheme: dark)').matches ? '-dark' : '')";

    private Chromium() {}

    private static final class Holder {
        static final Browser ONE = start();
    }

    private static Browser start() {
        Path program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium at " + PLACES));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A new, empty window. */
    public static BrowserContext window(Look look) {
        BrowserContext context = Holder.ONE.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.width() < 600 ? 844 : 900)
                .setLocale(look.english() ? "en-GB" : "zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                // colours would else be measured while they change
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(look.width() < 600)
                .setIsMobile(look.width() < 600)
                .setJavaScriptEnabled(look.script()));
        context.setDefaultTimeout(LONGEST);
        return context;
    }

    /** How a window looks: width in CSS pixels, colours, language of the browser, script or none. */
    public record Look(int width, boolean dark, boolean english, boolean script) {
        public static final Look PHONE = new Look(390, false, false, true);
        public static final Look DESK = new Look(1280, false, false, true);

        public Look withoutScript() {
            return new Look(width, dark, english, false);
        }

        public Look inTheDark() {
            return new Look(width, true, english, script);
        }
    }

    /** A page in the window of whoever has that bearer token. */
    public static Page page(BrowserContext window, String bearer) {
        window.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + bearer));
        return window.newPage();
    }

    /** Whatever leads to that address leads here instead. */
    public static void lead(BrowserContext window, String address, String here) {
        window.route(
                address + "/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(302)
                        .setHeaders(Map.of("Location", route.request().url().replace(address, here)))));
    }

    /** Nothing on the page breaks a rule of axe-core or of HTML, and nothing is wider than its window. Its picture lies in {@code lianxin.shots}, if that is set. */
    public static void readable(Page page, String what) {
        String shots = System.getProperty("lianxin.shots");
        if (shots != null) {
            String name =
                    (what + "-" + page.viewportSize().width + "-" + page.evaluate(LOOK)).replaceAll("[^\\w-]+", "-");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, name + ".png")));
        }
        assertThat(violations(page)).as(what).isEmpty();
        assertThat(scrollsSideways(page)).as(what).isFalse();
        assertThat(ValidHtml.errors(page.content())).as(what).isEmpty();
    }

    /** Whether something on the page is wider than its window. */
    public static boolean scrollsSideways(Page page) {
        return !Boolean.TRUE.equals(
                page.evaluate("width => document.documentElement.scrollWidth <= width", page.viewportSize().width));
    }

    /** What axe-core finds on a page, as lines; no rule is switched off. Our pages have no frames: axe need not open a second window for them. */
    public static List<String> violations(Page page) {
        AxeResults results = new AxeBuilder(page).setLegacyMode(true).analyze();
        return results.getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + " at " + node.getTarget() + ": " + node.getHtml()))
                .toList();
    }
}
