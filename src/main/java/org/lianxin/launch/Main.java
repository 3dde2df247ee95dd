package org.lianxin.launch;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.launch.postgres.Refusal;

/** The commands. Every refusal is one sentence in the terminal's language and exit status 1; a wrong call is status 2. */
public final class Main {
    private static final Map<String, Function<Options, Command>> COMMANDS = Map.of(
            "demo", DemoCommand::new,
            "prepare", PrepareCommand::new,
            "serve", ServeCommand::new,
            "user", UserCommand::new,
            "token", TokenCommand::new,
            "check", CheckCommand::new,
            "backup", BackupCommand::new,
            "restore", RestoreCommand::new,
            "simulate", SimulateCommand::new);

    private Main() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofThisProcess();
        int status = run(List.of(arguments), terminal);
        if (status != Command.STAYS) {
            System.exit(status);
        }
    }

    static int run(List<String> arguments, Terminal terminal) {
        String name = arguments.isEmpty() ? "--help" : arguments.getFirst();
        if (name.equals("--help") || name.equals("-h") || name.equals("help")) {
            terminal.say("launch.help");
            return 0;
        }
        Function<Options, Command> command = COMMANDS.get(name);
        if (command == null) {
            terminal.complain("launch.unknown-command", name);
            return 2;
        }
        try {
            Options options = Options.of(arguments.subList(1, arguments.size()), terminal);
            return command.apply(options).run(terminal);
        } catch (Options.Wrong wrong) {
            terminal.complain(wrong.key(), wrong.values());
            return 2;
        } catch (Refusal refusal) {
            terminal.complain(refusal.key(), refusal.values());
            return 1;
        }
    }
}
