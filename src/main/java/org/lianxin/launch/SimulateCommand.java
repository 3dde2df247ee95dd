package org.lianxin.launch;

import java.io.IOException;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.simulators.Simulators;

/** {@code simulate NETWORK}: a stand-in for an outside network, in this process and nothing else in it. */
record SimulateCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        String network = options.word(0).orElse("");
        String port = Integer.toString(options.port(8090));
        String journal = options.value("journal").orElse(network + "-journal.jsonl");
        try {
            if (network.equals("sandbox")) {
                org.lianxin.simulators.Sandbox.main(new String[] {
                    "--port",
                    port,
                    "--journal",
                    journal,
                    "--token",
                    options.value("token").orElse("sandbox")
                });
            } else if (Simulators.knows(network)) {
                Simulators.main(new String[] {network, "--port", port, "--journal", journal, "--speed", speed()});
            } else {
                throw new Options.Wrong("launch.simulate.unknown", network);
            }
        } catch (IOException broken) {
            throw new Refusal("launch.folder.not-writable", journal, String.valueOf(broken.getMessage()))
                    .because(broken);
        }
        return STAYS;
    }

    private String speed() {
        String speed = options.value("speed").orElse("1");
        if (!speed.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new Options.Wrong("launch.simulate.speed-form", speed);
        }
        return speed;
    }
}
