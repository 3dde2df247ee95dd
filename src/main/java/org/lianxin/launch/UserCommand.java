package org.lianxin.launch;

import java.security.SecureRandom;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.kernel.Outcome;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.web.Pages;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code user add LOGIN [--name NAME] [--email ADDRESS]}: makes an administrator and prints a password to be changed. */
record UserCommand(Options options) implements Command {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";
    private static final String CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";

    @Override
    public int run(Terminal terminal) {
        String login = options.word(1).orElse("");
        if (!options.word(0).orElse("").equals("add") || login.isEmpty()) {
            throw new Options.Wrong("launch.user.usage");
        }
        try (Installation installation = Installation.toAddTo(options.data(), terminal);
                ConfigurableApplicationContext program = installation.look()) {
            String password = password();
            NewPerson wanted = NewPerson.of(login, options.value("name").orElse(login))
                    .withEmail(options.value("email").orElse(""))
                    .withPassword(password)
                    .asAdmin();
            Outcome<Profile> made = program.getBean(People.class).create(wanted, null);
            if (made instanceof Outcome.Refused<Profile> refused) {
                throw new Refusal(
                        "launch.plain",
                        program.getBean(Pages.class).texts(terminal.locale()).of(refused.key(), refused.arguments()));
            }
            terminal.say("launch.user.added", login, password);
            return 0;
        }
    }

    /** Four groups of four, of three kinds, without letters that look alike: 66 bits. */
    private static String password() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < 4; group++) {
            String from = group == 0 ? CAPITALS : group == 3 ? DIGITS : LETTERS;
            for (int i = 0; i < 4; i++) {
                text.append(from.charAt(random.nextInt(from.length())));
            }
            text.append(group < 3 ? "-" : "");
        }
        return text.toString();
    }
}
