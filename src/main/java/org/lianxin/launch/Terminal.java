package org.lianxin.launch;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.lianxin.launch.postgres.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a command speaks: Chinese where the terminal's locale is Chinese, else English. */
final class Terminal implements Progress {
    private final PrintStream out;
    private final PrintStream errors;
    private final ResourceBundle texts;
    private final Locale locale;

    Terminal(PrintStream out, PrintStream errors, Locale locale) {
        this.out = out;
        this.errors = errors;
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "messages/launch",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Terminal ofThisProcess() {
        return new Terminal(
                System.out,
                System.err,
                localeOf(System.getenv("LC_ALL"), System.getenv("LC_MESSAGES"), System.getenv("LANG")));
    }

    static Locale localeOf(String... settings) {
        for (String setting : settings) {
            if (setting != null && !setting.isEmpty()) {
                return setting.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }

    /** What libraries log is not for the terminal of a command. */
    static void quietLogs() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }

    Locale locale() {
        return locale;
    }

    /** The same, but everything is said beside what the command prints. */
    Terminal toErrors() {
        return new Terminal(errors, errors, locale);
    }

    /** Says nothing. */
    Terminal silent() {
        PrintStream nothing = new PrintStream(
                java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
        return new Terminal(nothing, nothing, locale);
    }

    String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }

    void say(String key, Object... values) {
        out.println(text(key, values));
        out.flush();
    }

    void complain(String key, Object... values) {
        errors.println(text(key, values));
        errors.flush();
    }

    /** A line that is no sentence of ours: a token, an address. */
    void plain(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void step(String key, Object... values) {
        say(key, values);
    }
}
