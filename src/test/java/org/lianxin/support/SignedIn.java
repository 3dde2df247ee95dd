package org.lianxin.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.lianxin.support.Chromium.Look;

/**
 * A window in which somebody of the {@link Cast} has signed in through the form, as a person does. Close it after use:
 * {@code try (var editor = SignedIn.as("traffic.editor", port, Look.PHONE)) { editor.go("/console"); … }}.
 */
public final class SignedIn implements AutoCloseable {
    private final BrowserContext window;
    private final Page page;
    private final String root;

    private SignedIn(BrowserContext window, Page page, String root) {
        this.window = window;
        this.page = page;
        this.root = root;
    }

    /** Signs in with the password of the cast; the cast must have been entered ({@code Cast.in(context)}). */
    public static SignedIn as(String login, int port, Look look) {
        return as(login, Cast.PASSWORD, port, look);
    }

    public static SignedIn as(String login, String password, int port, Look look) {
        String root = "http://localhost:" + port;
        BrowserContext window = Chromium.window(look);
        Page page = window.newPage();
        page.navigate(root + "/sign-in");
        page.locator("#login").fill(login);
        page.locator("#password").fill(password);
        page.locator("#password").press("Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
        return new SignedIn(window, page, root);
    }

    /** Goes to a path of the program. */
    public Page go(String path) {
        page.navigate(root + path);
        return page;
    }

    public Page page() {
        return page;
    }

    /** Another tab of the same person. */
    public Page tab(String path) {
        Page tab = window.newPage();
        tab.navigate(root + path);
        return tab;
    }

    public BrowserContext window() {
        return window;
    }

    /** The heading of the page, by which a story says where it is. */
    public String heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                .first()
                .innerText();
    }

    @Override
    public void close() {
        window.close();
    }
}
