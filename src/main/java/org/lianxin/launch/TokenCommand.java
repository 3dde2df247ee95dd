package org.lianxin.launch;

import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.Tokens;
import org.lianxin.launch.postgres.Refusal;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code token NAME --login LOGIN}: a bearer token with exactly that person's rights; the text is printed once, alone on standard output. */
record TokenCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        String name = options.word(0).orElseThrow(() -> new Options.Wrong("launch.token.usage"));
        String login = options.value("login").orElse(name);
        try (Installation installation = Installation.toLookAt(options.data(), terminal.toErrors());
                ConfigurableApplicationContext program = installation.look()) {
            Profile person = program.getBean(People.class)
                    .byLogin(login)
                    .filter(Profile::active)
                    .orElseThrow(() -> new Refusal("launch.token.nobody", login));
            terminal.plain(program.getBean(Tokens.class).issue(name, person.id()));
            return 0;
        }
    }
}
